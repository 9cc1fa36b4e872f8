import { addDays } from '../../../shared/domain/day.ts';
import type { ArchiveAppel, Fiche } from '../../../shared/domain/fiches/fiches-tables.ts';
import { ficheTable } from '../../../shared/domain/fiches/fiches-tables.ts';

/** The day the exports are run for, in the summer of the first calls. */
export const runDay = '2013-07-16';

/** Numbers from a seed, the same each time. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const countries = ['TOGO', 'Mali', 'BURKINA FASO', 'RDC', 'SENEGAL', 'BENIN', 'CAMEROUN', 'FRANCE'];
const segmentParts = [
  'CANAL_PA_WELCOME_CALL_RDC',
  'CANAL_OA_WELCOME_CALL',
  'CANAL_PA_ECHUS_FRAIS_AFR_1M',
  'CANAL_PA_ARRIVANT_A_ECHEANCE_SENEGAL',
  'CANAL_PA_ARRIVANT_A_ECHEANCE_1MC',
  'CANAL_PA_CHADEC_BENIN',
  'CANAL_PA_ECHUS_LONGS_CIV_RELANCE',
];
const segmentDays = ['20130701', '20130601', '20130712', '20120701', '20130701_Bloquer'];
const endCodes = ['CPLUS', 'CPLUS', 'REFUS', 'CAS PARTICULIER', 'CNADEF', 'CNANONDEF', 'Indisponible', '', null];
const reasons = ['FAUX NUMERO', 'REPONDEUR', 'TROP CHER', 'ABSENT', 'é"; =1+1', null];
const marks = ['7', '7,5', '10', '.', 'nsp', 'NSP', '9.9', '', null];
const names = ['Nguéma', '=CMD()', "O'Brien; Jr", 'A "B"', 'x\r\ny', 'Zoé', '+225', '-', '@a', ''];

/** Cards and calls with everything that exports choose by, and with what may go wrong in their cells. */
export function makeExportData(seed: number, count: number): { fiches: Fiche[]; appels: ArchiveAppel[] } {
  const random = seededNumbers(seed);
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[random(choices.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  };
  const some = (text: string): string | null => (random(4) === 0 ? null : text);
  const fiches = Array.from({ length: count }, (_, index): Fiche => {
    const empty = Object.fromEntries(Object.keys(ficheTable.cells).map((name) => [name, null]));
    const fichier = random(20) === 0 ? null : `${pick(segmentParts)}_${pick(segmentDays)}`;
    const card = {
      ...empty,
      main_id: index + 1,
      fichier,
      fichierclient: pick(['X_SEN_1', 'Y_AFR_2', 'AFR SEN', null]),
      numeroabonne: `00${random(99999)}`,
      numerocontrat: some(`0${random(999)}`),
      numerocarte: some(`0${random(99999)}`),
      civ: pick(['1', '2', '3', '4', null]),
      nom: pick(names),
      prenom: some(pick(names)),
      formule: pick(['EVASION', 'ACCESS', 'ACCESS', 'TOUT', 'TOUT', 'TOUT', '', null]),
      options: some('DSTV'),
      debutabonnement: some(addDays('2010-01-31', random(1200))),
      datefinabonnement: some(addDays('2013-01-01', random(400))),
      duree: pick(['12', '12', '12', '6', '3', '1', '', null]),
      tel: some(`0022${random(999999)}`),
      teldom: some(`01${random(99999)}`),
      telbur: some(`02${random(99999)}`),
      tel4: some(`03${random(99999)}`),
      tel5: some(`04${random(99999)}`),
      gsm: some(`+2255${random(99999)}`),
      ville: some('Abidjan'),
      pays: random(15) === 0 ? null : pick(countries),
      distributeur: some(pick(['Alpha', 'Bêta'])),
      // A whole segment without any call: its counts are zeros.
      codefinappel: fichier === 'CANAL_PA_CHADEC_BENIN_20130601' ? pick([null]) : pick(endCodes),
      coderefus: pick(reasons),
      called: pick(['O', 'O', 'O', 'O', 'X', 'B', 'D', null]),
      called_old: some('X'),
      dateappel: random(10) === 0 ? null : addDays(runDay, random(6) === 0 ? -random(50) : -random(3)),
      datechargment: random(12) === 0 ? null : addDays(runDay, -random(30)),
      tempscom_secondes: random(3) === 0 ? null : random(600),
      tempscom_reel_secondes: random(600),
      userid: some(`A${random(9)}`),
      q5qosdistributeur: pick(marks),
      q5formuleabonnement: pick(marks),
      q5prestationinstallation: pick(marks),
      q8accederimage: some('oui'),
    };
    return card as Fiche;
  });
  const appels = Array.from({ length: count * 2 }, (_, index): ArchiveAppel => {
    const day = addDays(runDay, -random(60));
    return {
      id_appel: index + 1,
      main_id: 1 + random(count),
      call_time: `${day}T${String(random(24)).padStart(2, '0')}:${pick(['00', '30', '59'])}:00.000Z`,
      status: pick(['HUMAN', 'BUSY', 'NOANSWER', '', null]),
      duree_secondes: random(5) === 0 ? null : random(400),
      userid: 'A1',
    };
  });
  return { fiches, appels };
}
