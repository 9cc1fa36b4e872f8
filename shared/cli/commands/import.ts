import { parseArgs } from 'node:util';
import { fichesSet } from '../../domain/fiches/fiches-tables.ts';
import { visitesSet } from '../../domain/visites/visites-tables.ts';
import { embeddedCloud } from '../../wiring/embedded-cloud.ts';
import { importFolder } from '../delivery/import-folder.ts';
import { readDeliveryFolder } from '../delivery/read-folder.ts';
import { loadDotEnv, readHostEnvironment } from '../embedded-host.ts';
import { UsageError } from '../usage.ts';
import { openOrJoinHost } from '../workplace.ts';

const sets = { visites: visitesSet, fiches: fichesSet };

/**
 * `import visites|fiches DIR`: loads a delivery in place of the one before. While a host runs on the folder, that host
 * does the work and this command follows it.
 */
export async function importDelivery(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [name, folder, ...more] = positionals;
  if ((name !== 'visites' && name !== 'fiches') || folder === undefined || more.length > 0) {
    throw new UsageError('import : « import visites DIR » ou « import fiches DIR »');
  }
  const files = await readDeliveryFolder(sets[name], folder);
  loadDotEnv();
  const environment = readHostEnvironment();
  const wants = (functionName: string) => functionName === `import-${name}` || functionName === 'keep-rejected';
  const opened = await openOrJoinHost(environment, { wants, schedules: false });
  try {
    const { objects } = embeddedCloud(environment.TERRAIN_DATA).open();
    return await importFolder(sets[name], files, { ...opened, objects }, process.stdout, opened.stop);
  } finally {
    await opened.close();
  }
}
