import { parseArgs } from 'node:util';
import { formatDay } from '../../domain/day.ts';
import { runLabels, stateLabels } from '../../domain/interventions/labels.ts';
import { findMissingExports } from '../../pipeline/operations/missing-exports.ts';
import { findMissingWindows } from '../../pipeline/operations/missing-windows.ts';
import { openRejected } from '../../pipeline/operations/rejected-messages.ts';
import { loadExports } from '../../wiring/load-exports.ts';
import { loadDotEnv, openEmbedded, readHostEnvironment } from '../embedded-host.ts';
import { describeMissingExports } from '../exports/describe-missing.ts';
import { describeMissingWindows } from '../fleet/missing-windows.ts';
import { formatTable } from '../terminal/table.ts';

const latestRuns = 10;
const mostListed = 50;

/** `status [--json]`: runs, unfinished interventions, missing fleet windows and exports, rejected messages. 0 when nothing is unfinished, else 1. */
export async function status(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  loadDotEnv();
  const environment = readHostEnvironment();
  const { documents, memory, runs, broker } = openEmbedded(environment);
  const found = await runs.query({ orderBy: { field: 'startedAt', direction: 'desc' }, limit: latestRuns });
  const unfinished = [
    ...(await memory.query({ where: [{ field: 'state', op: 'in', value: ['en_cours', 'en_attente', 'rejete'] }] })),
  ].map(({ value }) => value);
  const rejected = await openRejected(documents, memory).waiting();
  const missingWindows = await findMissingWindows(documents, new Date());
  const missingExports = await findMissingExports(await loadExports(), documents, new Date(), environment.TZ_BUSINESS);
  const backlog = await broker.backlog();

  if (values.json) {
    const facts = {
      runs: found.map(({ id, value }) => ({ id, ...value })),
      unfinished,
      missingWindows,
      missingExports,
      rejected,
      backlog,
    };
    process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  } else {
    const sections = [
      found.length === 0 ? 'Aucun passage.' : describeRuns(found),
      unfinished.length === 0
        ? 'Aucune intervention inachevée.'
        : formatTable(
            ['Intervention', 'Jour', 'État', 'Cause'],
            unfinished
              .slice(0, mostListed)
              .map(({ reference, date, state, stages }) => [
                reference,
                formatDay(date),
                stateLabels[state],
                Object.values(stages).find(({ error }) => error !== null)?.error ?? '',
              ]),
          ),
      ...(unfinished.length > mostListed
        ? [`… et ${unfinished.length - mostListed} autres (--json les donne toutes)`]
        : []),
      ...describeMissingWindows(missingWindows, mostListed),
      ...describeMissingExports(missingExports, mostListed),
      rejected.length === 0
        ? 'Aucun message rejeté.'
        : `${formatTable(
            ['Message rejeté', 'Fonction', 'Raison'],
            rejected.slice(0, mostListed).map(({ id, value }) => [id, value.function, value.reason]),
          )}\nPour les renvoyer : npm run terrain -- replay [--id ID]`,
    ];
    process.stdout.write(`${sections.join('\n\n')}\n`);
  }
  return unfinished.length + missingWindows.length + missingExports.length + rejected.length === 0 ? 0 : 1;
}

function describeRuns(found: Awaited<ReturnType<ReturnType<typeof openEmbedded>['runs']['query']>>): string {
  return formatTable(
    ['Passage', 'État', 'Du', 'Au', 'Interventions', 'Livrées', 'Photos'],
    found.map(({ id, value: { status: state, from, to, report } }) => [
      id,
      runLabels[state],
      formatDay(from),
      formatDay(to),
      report?.interventions ?? 0,
      report?.delivered ?? 0,
      report?.photos ?? 0,
    ]),
  );
}
