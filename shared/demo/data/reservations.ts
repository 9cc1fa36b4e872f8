import { addDays, type Day } from '../../domain/day.ts';
import type { Instant } from '../../domain/reservations/instant.ts';
import type { Ligne } from '../../domain/reservations/reservation.ts';
import { instantOf } from '../../domain/zone.ts';

/** One reservation of the demo world. */
export interface DemoReservation {
  /** The same reservation at each start. */
  readonly key: string;
  readonly id: number | undefined;
  /** `demo` is who opens the page by the link that the start prints. */
  readonly subject: string;
  readonly nomUtilisateur: string;
  readonly debut: Instant;
  readonly fin: Instant;
  readonly lignes: readonly Ligne[];
}

/** The first users' machines. */
export const demoMachines = (
  [
    [1, 16, 12],
    [2, 16, 24],
    [3, 8, 6],
    [4, 8, 6],
    [5, 8, 12],
    [6, 4, 6],
    [7, 8, 12],
  ] as const
).map(([id, quantiteMemoire, quantiteGPU]) => ({ id, quantiteMemoire, quantiteGPU }));

const line = (idRessource: number, nbGPU: number, nbMemoire: number): Ligne => ({ idRessource, nbGPU, nbMemoire });

/** The first users' reservations, of 2020. */
const firstRows: readonly DemoReservation[] = [
  {
    key: '2020-1',
    id: 1,
    subject: 'remi',
    nomUtilisateur: 'Remi',
    ...of2020(13, 17),
    lignes: [line(1, 12, 16), line(3, 6, 8)],
  },
  { key: '2020-2', id: 2, subject: 'arthur', nomUtilisateur: 'Arthur', ...of2020(15, 17), lignes: [line(6, 5, 2)] },
];

function of2020(from: number, to: number) {
  const at = (hour: number) => Date.UTC(2020, 1, 7, hour) / 1000;
  return { debut: at(from), fin: at(to) };
}

/** A week of the farm: who, from which day and hour to which, on what. Some slots last over nights, some share a machine. */
const week: readonly (readonly [string, string, number, string, number, string, readonly Ligne[]])[] = [
  ['demo', 'Démonstration', 0, '09:00', 0, '12:00', [line(1, 6, 8)]],
  ['lea', 'Léa Marchand', 0, '08:00', 0, '18:00', [line(2, 16, 8)]],
  ['hugo', 'Hugo Besson', 0, '14:00', 1, '10:00', [line(3, 6, 8), line(4, 6, 8)]],
  ['rendu', 'Rendu de nuit', 0, '20:00', 1, '06:00', [line(5, 12, 8)]],
  ['ines', 'Inès Caron', 1, '09:30', 1, '17:00', [line(1, 8, 4)]],
  ['demo', 'Démonstration', 1, '13:00', 1, '16:00', [line(1, 4, 8), line(7, 6, 4)]],
  ['rendu', 'Rendu de nuit', 1, '20:00', 2, '06:00', [line(5, 12, 8)]],
  ['tom', 'Tom Lefebvre', 2, '08:00', 4, '18:00', [line(2, 12, 8)]],
  ['lea', 'Léa Marchand', 2, '10:00', 2, '15:00', [line(6, 3, 2)]],
  ['hugo', 'Hugo Besson', 2, '11:00', 2, '19:00', [line(6, 3, 2), line(7, 12, 8)]],
  ['demo', 'Démonstration', 3, '09:00', 3, '18:00', [line(3, 4, 4)]],
  ['ines', 'Inès Caron', 3, '09:00', 3, '13:00', [line(3, 2, 2), line(4, 3, 4)]],
  ['rendu', 'Rendu de nuit', 3, '20:00', 4, '06:00', [line(5, 12, 8), line(1, 12, 16)]],
  ['tom', 'Tom Lefebvre', 4, '13:00', 6, '20:00', [line(7, 8, 6)]],
];

/** The reservations of 2020, those of the day's week and of the next; hours are the zone's. */
export function demoReservations(day: Day, zone: string): readonly DemoReservation[] {
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  const at = (start: Day, days: number, time: string) => instantOf(addDays(start, days), time, zone).getTime() / 1000;
  const weeks = [monday, addDays(monday, 7)].flatMap((start) =>
    week.map(([subject, nomUtilisateur, first, from, last, to, lignes], index) => ({
      key: `${start}-${index}`,
      id: undefined,
      subject,
      nomUtilisateur,
      debut: at(start, first, from),
      fin: at(start, last, to),
      lignes,
    })),
  );
  return [...firstRows, ...weeks];
}
