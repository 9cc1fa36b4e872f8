import { addDays } from '../../../shared/domain/day.ts';
import type { ArchiveAppel, Fiche } from '../../../shared/domain/fiches/fiches-tables.ts';
import { runDay } from './export-data.ts';

// What each export must hold, computed from the rows themselves, without SQL.

type Cell = string | number | null;
type Table = readonly (readonly Cell[])[];
interface Data {
  readonly fiches: readonly Fiche[];
  readonly appels: readonly ArchiveAppel[];
}

const yesterday = addDays(runDay, -1);
const isEmpty = (text: string | null): boolean => text === null || text === '';
const human = ['CPLUS', 'REFUS', 'CAS PARTICULIER'];
/** Texts in the order of their code points, missing ones first, as the warehouse orders them. */
const order = (a: Cell, b: Cell): number => {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
};
const by =
  (...keys: ((card: Fiche) => Cell)[]) =>
  (a: Fiche, b: Fiche): number =>
    keys.map((key) => order(key(a), key(b))).find((sign) => sign !== 0) ?? 0;
const segmentDay = (card: Fiche): string => /_(\d{8})(_|$)/.exec(card.fichier ?? '')?.[1] ?? '';

export function welcomeCall({ fiches }: Data): Table {
  const title: Record<string, string> = { '1': 'MR', '2': 'MM', '3': 'ML' };
  return fiches
    .filter((c) => c.dateappel === yesterday && (c.fichier ?? '').includes('CANAL_PA_WELCOME_CALL'))
    .map((c) => [
      ...[
        c.numeroabonne,
        c.numerocontrat,
        c.numerocarte,
        c.civ === null ? null : (title[c.civ] ?? c.civ),
        c.nom,
        c.prenom,
      ],
      ...[
        c.formule,
        c.options,
        c.debutabonnement,
        c.datefinabonnement,
        c.duree,
        c.teldom,
        c.tel4,
        c.telbur,
        null,
        c.gsm,
      ],
      ...[c.tel5, c.email, c.adr1, c.adr2, c.adr3, c.ville, c.pays, c.coordonneesdistributeur, c.distributeur],
      ...[
        c.teldistributeur,
        c.q2ancienabonnedstv,
        c.q3reorientationparabole,
        c.q3nouvelleparabole,
        c.q4bonnereceptionimages,
      ],
      ...[c.q5qosdistributeur, c.q6prixdecodeur, c.q7pourquoichainesseules, c.q7prixformule, c.q8accederimage],
      ...[c.codefinappel, c.coderefus, c.dateappel, c.userid],
    ]);
}

export function barometreQualite({ fiches }: Data): Table {
  const first = ['TOGO', 'MALI', 'BURKINA FASO', 'RDC'];
  const all = [...first, 'SENEGAL', 'BENIN', 'CAMEROUN'];
  const motif = ({ fichier }: Fiche): string | null => {
    const name = fichier ?? '';
    return name.includes('ECHEANCE') ? 'AAE' : name.includes('FRAIS') ? 'EF' : name.includes('LONGS') ? 'EL' : null;
  };
  const phones = (c: Fiche) => [
    [c.gsm, c.tel, c.tel5].find((phone) => !isEmpty(phone)) ?? null,
    [c.teldom, c.tel4].find((phone) => !isEmpty(phone)) ?? null,
    isEmpty(c.telbur) ? null : c.telbur,
  ];
  const latest = (a: Fiche, b: Fiche) => order(b.dateappel, a.dateappel) || a.main_id - b.main_id;
  const candidates = fiches
    .filter((c) => c.dateappel !== null && c.dateappel >= addDays(runDay, -15) && c.dateappel < runDay)
    .filter((c) => c.called === 'O' && ['CPLUS', 'REFUS'].includes(c.codefinappel ?? ''))
    .filter((c) => !isEmpty(c.formule) && !isEmpty(c.duree) && motif(c) !== null)
    .filter((c) => phones(c).some((phone) => phone !== null) && all.includes((c.pays ?? '').toUpperCase()))
    .toSorted(latest);
  const owed = first
    .flatMap((country) => candidates.filter((c) => (c.pays ?? '').toUpperCase() === country).slice(0, 10))
    .toSorted(latest);
  const chosen = [...owed, ...candidates.filter((c) => !owed.includes(c))].slice(0, 333);
  const months = (from: string) => 12 * (2013 - Number(from.slice(0, 4))) + 7 - Number(from.slice(5, 7));
  return chosen.map((c) => [
    ...[c.numeroabonne, c.nom, c.prenom, ...phones(c), c.formule, c.duree, motif(c)],
    ...[c.debutabonnement === null ? null : months(c.debutabonnement), c.ville, c.pays],
  ]);
}

export function appelsSurAfrique({ fiches }: Data, extra: readonly string[] = []): Table {
  const leftOut = 'FAUX NUMERO,NUMERO NON ATTRIBUE,HORS ZONE,DECEDE,NE REPOND PAS,REPONDEUR,OCCUPE,A RAPPELER'.split(
    ',',
  );
  return fiches
    .filter((c) => c.dateappel === yesterday)
    .filter((c) => [...human, 'CNADEF', 'CNANONDEF', 'Indisponible'].includes(c.codefinappel ?? ''))
    .filter((c) => /^2013\d\d01$/.test(segmentDay(c)) || extra.includes(c.fichier ?? ''))
    .filter((c) => !(/CHADEC.*BENIN/.test(c.fichier ?? '') && leftOut.includes(c.coderefus ?? '')))
    .toSorted(
      by(
        (c) => c.fichier,
        (c) => c.main_id,
      ),
    )
    .map((c) => [
      ...[c.fichier, c.pays, c.codefinappel, c.coderefus, c.dateappel, c.tempscom_secondes, c.tempscom_reel_secondes],
      c.dateappel,
    ]);
}

export function noteDistributeur({ fiches }: Data): Table {
  const mark = (text: string | null): number | null => {
    const digits = text === null ? '' : /[.,]/.test(text) ? text.slice(0, 1) : text;
    return /^\d+$/.test(digits) ? Number(digits) : null;
  };
  const mean = (values: (number | null)[]): number | null => {
    const real = values.filter((value) => value !== null);
    return real.length === 0 ? null : real.reduce((sum, value) => sum + value, 0) / real.length;
  };
  const counted = fiches
    .filter((c) => c.dateappel === yesterday && c.codefinappel === 'CPLUS' && (c.fichier ?? '').includes('WELCOME'))
    .filter((c) => !isEmpty(c.q5qosdistributeur) && !['.', 'nsp'].includes((c.q5qosdistributeur ?? '').toLowerCase()));
  const groups = Map.groupBy(counted, (c) => JSON.stringify([c.fichier, c.pays, c.distributeur]));
  return [...groups.values()]
    .toSorted(([a], [b]) =>
      a && b
        ? by(
            (c) => c.fichier,
            (c) => c.pays,
            (c) => c.distributeur,
          )(a, b)
        : 0,
    )
    .map((cards) => [
      ...[cards[0]?.fichier ?? null, cards[0]?.pays ?? null, cards[0]?.distributeur ?? null],
      mean(cards.map((c) => mark(c.q5qosdistributeur))),
      mean(cards.map((c) => mark(c.q5formuleabonnement))),
      mean(cards.map((c) => mark(c.q5prestationinstallation))),
    ]);
}

export function wrongNumbers({ fiches }: Data, region: string): Table {
  return fiches
    .filter((c) => c.dateappel === yesterday && [...human, 'CNADEF'].includes(c.codefinappel ?? ''))
    .filter((c) => !isEmpty(c.fichier) && (c.fichierclient ?? '').includes(region))
    .map((c) => [c.numeroabonne, c.numerocarte, c.tel, c.coderefus, c.fichier]);
}

export function cardsByCalled({ fiches }: Data, called: string): Table {
  return fiches
    .filter((c) => c.called === called && segmentDay(c) === '20130701')
    .toSorted(
      by(
        (c) => c.fichier,
        (c) => c.main_id,
      ),
    )
    .map((c) => [
      ...[c.fichier, c.numeroabonne, c.numerocarte, c.tel, c.coderefus, c.fichierclient, c.codefinappel, c.coderefus],
      c.dateappel,
    ]);
}

const callsOf = new WeakMap<Data, Map<number, ArchiveAppel[]>>();

function finalStatus(card: Fiche, data: Data): string | null {
  if (human.includes(card.codefinappel ?? '')) return 'HUMAN';
  const calls = callsOf.get(data) ?? Map.groupBy(data.appels, (call) => call.main_id);
  callsOf.set(data, calls);
  const noted = (calls.get(card.main_id) ?? [])
    .filter((call) => !isEmpty(call.status))
    .toSorted((a, b) => order(b.call_time, a.call_time) || b.id_appel - a.id_appel);
  return noted[0]?.status ?? (segmentDay(card).startsWith('2013') ? 'MACHIN' : null);
}

export function fichesCloturees(data: Data): Table {
  const days = ({ fichier }: Fiche): number | undefined => {
    const name = fichier ?? '';
    if (/ECHEANCE.*1MC/.test(name)) return 6;
    return name.includes('FRAIS') ? 7 : name.includes('ECHEANCE') ? 15 : undefined;
  };
  const age = (c: Fiche) => (Date.parse(runDay) - Date.parse(c.datechargment ?? '')) / 86_400_000;
  return data.fiches
    .filter((c) => /^2013\d\d01$/.test(segmentDay(c)) && age(c) >= (days(c) ?? Number.NaN) && c.called !== 'B')
    .map((c) => [
      ...[c.main_id, c.fichier, c.datechargment, c.codefinappel, c.coderefus, c.called, c.called_old, c.dateappel],
      finalStatus(c, data),
    ]);
}

/** The sheets in their order: summary, then each segment's cards. */
export function finExploitation(data: Data): readonly { readonly name: string; readonly rows: Table }[] {
  const chosen = data.fiches.filter(
    (c) => (c.fichier ?? '').startsWith('CANAL_') && segmentDay(c).startsWith('201306'),
  );
  const segments = [...Map.groupBy(chosen, (c) => c.fichier ?? '')].toSorted(([a], [b]) => order(a, b));
  const count = (cards: readonly Fiche[], is: (card: Fiche) => boolean) => cards.filter(is).length;
  const summary = segments.map(([segment, cards]): Cell[] => [
    ...[segment, cards.length, ...human.map((code) => count(cards, (c) => c.codefinappel === code))],
    ...['HUMAN', 'MACHIN'].map((status) => count(cards, (c) => finalStatus(c, data) === status)),
    count(cards, (c) => !['HUMAN', 'MACHIN'].includes(finalStatus(c, data) ?? '')),
  ]);
  const totals = summary.reduce<Cell[]>(
    (sums, row) => sums.map((sum, index) => (typeof sum === 'number' ? sum + Number(row[index]) : sum)),
    ['Total', 0, 0, 0, 0, 0, 0, 0],
  );
  return [
    { name: 'Synthèse', rows: [...summary, totals] },
    ...segments.map(([name, cards]) => ({
      name: name.slice(0, 31),
      rows: cards.map((c): Cell[] => [
        ...[c.main_id, c.fichier, c.numeroabonne, c.numerocarte, c.nom, c.prenom, c.ville, c.pays, c.tel].filter(
          (_, index) => index !== 1,
        ),
        ...[c.datechargment, c.dateappel, c.codefinappel, c.coderefus, c.called, finalStatus(c, data)],
      ]),
    })),
  ];
}

export function facturationMensuelle({ fiches, appels }: Data): Table {
  const campaign = (c: Fiche) =>
    c.fichier?.replace(/(_(AFR|RDC|SENEGAL|BENIN|CIV))?(_(1MC|1M|RELANCE))?_\d{8}(_Bloquer)?$/, '') ?? null;
  const cards = new Map(fiches.map((card) => [card.main_id, card]));
  const [from, to] = ['2013-05-31T22:00:00.000Z', '2013-06-30T22:00:00.000Z'];
  const groups = new Map<
    string,
    { key: (string | null)[]; cards: Set<number>; numbers: [number, number, number, number] }
  >();
  const groupOf = (card: Fiche) => {
    const key = [campaign(card), card.pays];
    const group = groups.get(JSON.stringify(key)) ?? { key, cards: new Set<number>(), numbers: [0, 0, 0, 0] };
    groups.set(JSON.stringify(key), group);
    return group;
  };
  for (const call of appels.filter(({ call_time: at }) => at >= from && at < to)) {
    const card = cards.get(call.main_id);
    if (card === undefined) continue;
    const { cards: called, numbers } = groupOf(card);
    called.add(card.main_id);
    numbers[0] += 1;
    numbers[3] += call.duree_secondes ?? 0;
  }
  for (const card of fiches) {
    if (!(card.dateappel ?? '').startsWith('2013-06') || !human.includes(card.codefinappel ?? '')) continue;
    const { numbers } = groupOf(card);
    numbers[1] += 1;
    if (card.codefinappel === 'CPLUS') numbers[2] += 1;
  }
  return [...groups.values()]
    .toSorted((a, b) => order(a.key[0] ?? null, b.key[0] ?? null) || order(a.key[1] ?? null, b.key[1] ?? null))
    .map(({ key, cards: called, numbers: [calls, contacts, sales, seconds] }) => [
      ...[...key, called.size, calls, contacts, sales],
      Math.ceil(seconds / 60),
    ]);
}
