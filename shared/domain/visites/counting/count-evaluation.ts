import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import { deleted } from '../snapshot/traits.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { createPeriodCheck } from './period-check.ts';
import { dayText } from './scan-visits.ts';
import { Tally } from './tally.ts';

export function countEvaluation(snapshot: CountedSnapshot, selection: Selection): Cells<'evaluation'> {
  const { evaluationUser, evaluationCreator, evaluationPoints, evaluationDay, evaluationDetails } = snapshot;
  const { detailCategory, detailPoints, categories } = snapshot;
  const visits = visitsByUser(snapshot);
  const isDay = createPeriodCheck(selection);
  const [evaluated, months, creators] = [new Tally(1), new Tally(1), new Tally(1)];
  // Details, notes and thousandths of each pair of category and sub-category.
  const details = new Float64Array(categories.length * 3);

  for (let at = 0; at < evaluationUser.length; at++) {
    const user = keyOf(evaluationUser[at]);
    if (selection.users !== null && (user === null || !selection.users.has(user))) continue;
    const day = keyOf(evaluationDay[at]);
    if (!isDay(day)) continue;
    let found = selection.category === undefined;
    for (let detail = evaluationDetails[at] ?? 0; detail < (evaluationDetails[at + 1] ?? 0); detail++) {
      const pair = detailCategory[detail] ?? 0;
      if (selection.category !== undefined && categories[pair]?.[0] !== selection.category) continue;
      found = true;
      const points = detailPoints[detail] ?? Number.NaN;
      details[pair * 3] = (details[pair * 3] ?? 0) + 1;
      if (Number.isNaN(points)) continue;
      details[pair * 3 + 1] = (details[pair * 3 + 1] ?? 0) + 1;
      details[pair * 3 + 2] = (details[pair * 3 + 2] ?? 0) + Math.round(points * 1000);
    }
    if (!found) continue;
    evaluated.add([user, keyOf(evaluationPoints[at]), (user !== null && visits.get(user)) || 0], [1]);
    months.add([day === null ? null : dayText(day).slice(0, 7)], [1]);
    creators.add([keyOf(evaluationCreator[at])], [1]);
  }
  const ofPairs = categories.map((keys, pair) => ({ keys, values: [...details.subarray(pair * 3, pair * 3 + 3)] }));
  return {
    evalues: evaluated.cells(),
    mois: months.cells(),
    createurs: creators.cells(),
    categories: ofPairs.filter(({ values: [some = 0] }) => some > 0),
  };
}

function keyOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The visits of each user that are not deleted, of all time. */
function visitsByUser({ visitUser, visitTraits, userIds }: CountedSnapshot): ReadonlyMap<number, number> {
  const counts = new Uint32Array(userIds.length);
  for (let visit = 0; visit < visitUser.length; visit++) {
    const user = visitUser[visit] ?? 0;
    if ((visitTraits[visit] ?? 0) < deleted) counts[user] = (counts[user] ?? 0) + 1;
  }
  return new Map(Array.from(userIds, (id, number) => [id, counts[number] ?? 0]));
}
