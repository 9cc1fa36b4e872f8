import { parseArgs } from 'node:util';
import { loadDotEnv, openHost, readHostEnvironment } from '../embedded-host.ts';
import { readPeriod } from '../period.ts';
import { runInterventions } from '../run-interventions.ts';
import { listenForStop } from '../stop-request.ts';
import { UsageError } from '../usage.ts';

/** `run interventions [--from D] [--to D]`: the pipeline for those days on the configured portal and API. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' } },
  });
  if (positionals.length !== 1 || positionals[0] !== 'interventions') {
    throw new UsageError('run : « run interventions [--from D] [--to D] »');
  }
  const period = readPeriod(values);
  loadDotEnv();
  // The fleet has a configuration of its own, which this command does not need.
  const opened = await openHost(readHostEnvironment(), 0, { wants: (name) => !name.endsWith('-fleet') });
  try {
    return await runInterventions(opened, period, process.stdout, listenForStop());
  } finally {
    await opened.close();
  }
}
