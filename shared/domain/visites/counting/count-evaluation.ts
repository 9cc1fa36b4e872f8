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
  const [evaluated, months, creators, details] = [new Tally(1), new Tally(1), new Tally(1), new Tally(3)];

  for (let at = 0; at < evaluationUser.length; at++) {
    const user = keyOf(evaluationUser[at]);
    if (selection.users !== null && (user === null || !selection.users.has(user))) continue;
    const day = keyOf(evaluationDay[at]);
    if (!isDay(day)) continue;
    let found = selection.category === undefined;
    for (let detail = evaluationDetails[at] ?? 0; detail < (evaluationDetails[at + 1] ?? 0); detail++) {
      const [category, part] = categories[detailCategory[detail] ?? 0] ?? [null, null];
      if (selection.category !== undefined && category !== selection.category) continue;
      found = true;
      const points = detailPoints[detail] ?? Number.NaN;
      const isNote = !Number.isNaN(points);
      details.add([category, part], [1, Number(isNote), isNote ? Math.round(points * 1000) : 0]);
    }
    if (!found) continue;
    evaluated.add([user, keyOf(evaluationPoints[at]), (user !== null && visits.get(user)) || 0], [1]);
    months.add([day === null ? null : dayText(day).slice(0, 7)], [1]);
    creators.add([keyOf(evaluationCreator[at])], [1]);
  }
  return { evalues: evaluated.cells(), mois: months.cells(), createurs: creators.cells(), categories: details.cells() };
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
