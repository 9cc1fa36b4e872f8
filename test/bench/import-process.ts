/** Imports a folder of CRM tables in a process of its own, and says what it took. Speaks over IPC. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { openDeliveryHouse } from '../integration/delivery/delivery-house.ts';

const [folder = ''] = process.argv.slice(2);
const house = await openDeliveryHouse();
for (const { name } of visitesSet.tables) {
  await house.ports.objects.write(
    'imports',
    `visites/${name}/bench.csv`,
    createReadStream(path.join(folder, `${name}.csv`)),
  );
}
const startedAt = performance.now();
const record = await house.run(visitesSet, 'bench');
const seconds = (performance.now() - startedAt) / 1000;
await house.close();
process.send?.({
  rows: record?.tables.reduce((total, { rows }) => total + rows, 0),
  seconds,
  peakBytes: process.resourceUsage().maxRSS * 1024,
});
process.disconnect?.();
