import type { Cell, Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { createPeriodCheck } from './period-check.ts';
import { dayText } from './select-rows.ts';
import { Occurrences } from './to-cells.ts';

export function countEvaluation(snapshot: CountedSnapshot, selection: Selection): Cells<'evaluation'> {
  const { evaluationUser, evaluationCreator, evaluationPoints, evaluationDay, evaluationDetails } = snapshot;
  const { detailCategory, detailPoints, categories } = snapshot;
  const isDay = createPeriodCheck(selection);
  const pointsOf = new Map<number, Occurrences>();
  const [days, creators] = [new Occurrences(), new Occurrences()];
  // Details, notes and thousandths of each pair of category and sub-category.
  const details = new Float64Array(categories.length * 3);

  for (let at = 0; at < evaluationUser.length; at++) {
    const user = evaluationUser[at] ?? Number.NaN;
    if (selection.users !== null && !selection.users.has(user)) continue;
    const day = evaluationDay[at] ?? Number.NaN;
    if (!isDay(known(day))) continue;
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
    const points = pointsOf.get(user) ?? new Occurrences();
    pointsOf.set(user, points);
    points.add(evaluationPoints[at] ?? Number.NaN);
    days.add(day);
    creators.add(evaluationCreator[at] ?? Number.NaN);
  }
  const ofPairs = categories.map((keys, pair) => ({ keys, values: [...details.subarray(pair * 3, pair * 3 + 3)] }));
  return {
    evalues: [...pointsOf].flatMap(([user, points]) => {
      const visits = snapshot.userVisits[snapshot.userNumbers.get(user) ?? -1] ?? 0;
      return Array.from(points.entries(), ([of, count]) => ({
        keys: [known(user), known(of), visits],
        values: [count],
      }));
    }),
    mois: byMonth(days),
    createurs: Array.from(creators.entries(), ([creator, count]) => ({ keys: [known(creator)], values: [count] })),
    categories: ofPairs.filter(({ values: [some = 0] }) => some > 0),
  };
}

function byMonth(days: Occurrences): readonly Cell[] {
  const months = new Map<string | null, number>();
  for (const [day, count] of days.entries()) {
    const month = Number.isNaN(day) ? null : dayText(day).slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return Array.from(months, ([month, count]) => ({ keys: [month], values: [count] }));
}

/** In the columns of evaluations NaN is what is missing. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
