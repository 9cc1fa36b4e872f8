import { addDays } from '../../domain/day.ts';
import { createRandom } from '../data/random.ts';
import type { GeneratedTable, GenerateOptions } from '../delivery.ts';
import { callStatuses } from './call-words.ts';
import { clock, ficheDays, ficheRows } from './fiche-rows.ts';

/** A call centre's delivery with so many cards and their calls; rows pass through, nothing is held. */
export function generateFiches(options: GenerateOptions): readonly GeneratedTable[] {
  return [
    { table: 'fiches', expectedRows: options.rows, rows: () => ficheRows(options) },
    { table: 'archives_appel', expectedRows: Math.round(options.rows * 1.5), rows: () => callRows(options) },
  ];
}

function* callRows({ rows, seed, until }: GenerateOptions) {
  const random = createRandom(seed, 'calls');
  let id = 0;
  for (let fiche = 1; fiche <= rows; fiche += 1) {
    const { called } = ficheDays(createRandom(seed, 'fiche', fiche));
    const calls = random.integer(0, 3);
    for (let back = calls - 1; back >= 0; back -= 1) {
      const time = `${random.integer(10, 19)}:${random.integer(10, 59)}:${random.integer(10, 59)}`;
      yield {
        id_appel: ++id,
        main_id: fiche,
        call_time: `${addDays(until, -called - back)} ${time}`,
        status: random.pick(callStatuses),
        duree: clock(random.integer(0, 500)),
        userid: String(random.integer(100, 160)),
      };
    }
  }
}
