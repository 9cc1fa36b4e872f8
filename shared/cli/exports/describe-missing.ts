import { formatDay } from '../../domain/day.ts';
import type { MissingExport } from '../../pipeline/operations/missing-exports.ts';
import { formatTable } from '../terminal/table.ts';

const labels: Readonly<Record<MissingExport['status'], string>> = {
  manque: 'manqué',
  echoue: 'échoué',
  retenu: 'retenu',
};

/** The exports that have not left, for people, with the way to run them. */
export function describeMissingExports(missing: readonly MissingExport[], mostListed: number): string[] {
  const [first] = missing;
  if (first === undefined) return [];
  const rows = missing
    .slice(0, mostListed)
    .map(({ export: name, date, status, reason }) => [name, formatDay(date), labels[status], reason]);
  const more =
    missing.length > mostListed ? `\n… et ${missing.length - mostListed} autres (--json les donne tous)` : '';
  const way = `Pour les exécuter : npm run terrain -- export ${first.export} --date ${first.date}`;
  return [`${formatTable(['Export', 'Jour', 'État', 'Cause'], rows)}${more}\n${way}`];
}
