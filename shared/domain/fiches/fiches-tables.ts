import { deliveredAs, required } from '../delivery/cell.ts';
import { day, instant, seconds, text, wholeNumber } from '../delivery/cells.ts';
import { type DeliverySet, deliveryTable, type RowOf } from '../delivery/delivery-table.ts';

// The call centre's cards and its call archive. Telephones, numbers of subscribers and notes are texts: leading zeros, "." and "nsp".

export const ficheTable = deliveryTable({
  name: 'fiches',
  key: ['main_id'],
  partitionBy: 'dateappel',
  clusterBy: ['fichier', 'pays'],
  cells: {
    main_id: required(wholeNumber),
    /** The segment: `CANAL_<PA|OA>_<type>[_<country>][_1M|_1MC|_RELANCE]_<yyyymmdd>[_Bloquer]`. */
    fichier: text,
    fichierclient: text,
    numeroabonne: text,
    numerocontrat: text,
    numerocarte: text,
    /** 1 MR, 2 MM, 3 ML. */
    civ: text,
    nom: text,
    prenom: text,
    formule: text,
    options: text,
    debutabonnement: day,
    datefinabonnement: day,
    duree: text,
    tel: text,
    teldom: text,
    telbur: text,
    tel4: text,
    tel5: text,
    gsm: text,
    email: text,
    adr1: text,
    adr2: text,
    adr3: text,
    ville: text,
    pays: text,
    distributeur: text,
    teldistributeur: text,
    coordonneesdistributeur: text,
    codefinappel: text,
    coderefus: text,
    /** O called, B blocked answering machine, D already re-subscribed, X. */
    called: text,
    called_old: text,
    dateappel: day,
    datechargment: day,
    tempscom_secondes: deliveredAs('tempscom', seconds),
    tempscom_reel_secondes: deliveredAs('tempscom_reel', seconds),
    /** The agent. */
    userid: text,
    q1verbatimdistributeur: text,
    q2ancienabonnedstv: text,
    q3reorientationparabole: text,
    q3nouvelleparabole: text,
    q4bonnereceptionimages: text,
    q5qosdistributeur: text,
    q5formuleabonnement: text,
    q5prestationinstallation: text,
    q6prixdecodeur: text,
    q7pourquoichainesseules: text,
    q7prixformule: text,
    q8accederimage: text,
  },
});

export const archiveAppelTable = deliveryTable({
  name: 'archives_appel',
  key: ['id_appel'],
  clusterBy: ['main_id'],
  cells: {
    id_appel: required(wholeNumber),
    main_id: required(wholeNumber),
    call_time: required(instant),
    status: text,
    duree_secondes: deliveredAs('duree', seconds),
    userid: text,
  },
});

export type Fiche = RowOf<typeof ficheTable>;
export type ArchiveAppel = RowOf<typeof archiveAppelTable>;

export const fichesSet = { name: 'fiches', tables: [archiveAppelTable, ficheTable] } as const satisfies DeliverySet;
