import { rm } from 'node:fs/promises';
import path from 'node:path';
import { generateCrm } from '../../demo/crm/generate-crm.ts';
import { generateFiches } from '../../demo/fiches/generate-fiches.ts';
import { dayInZone } from '../../domain/day.ts';
import { fichesSet } from '../../domain/fiches/fiches-tables.ts';
import { visitesSet } from '../../domain/visites/visites-tables.ts';
import { openDeliveryMemory } from '../../pipeline/delivery/delivery-memory.ts';
import { embeddedCloud } from '../../wiring/embedded-cloud.ts';
import { importFolder } from '../delivery/import-folder.ts';
import { readDeliveryFolder } from '../delivery/read-folder.ts';
import { writeDelivery } from '../delivery/write-delivery.ts';
import type { HostEnvironment, OpenHost } from '../embedded-host.ts';

const seeded = [
  { set: visitesSet, generate: generateCrm, rows: 4000 },
  { set: fichesSet, generate: generateFiches, rows: 25_000 },
];
const silent = { write: () => true };

/** Delivers a small CRM and a small call centre, each unless one was delivered before, and waits until they are imported. */
export async function seedDeliveries(opened: OpenHost, environment: HostEnvironment, stop: AbortSignal): Promise<void> {
  const { objects } = embeddedCloud(environment.TERRAIN_DATA).open();
  const memory = openDeliveryMemory(opened.documents);
  const until = dayInZone(new Date(), environment.TZ_BUSINESS);
  for (const { set, generate, rows } of seeded) {
    if (stop.aborted || (await memory.versionsOf(set.name)).current !== null) continue;
    const folder = path.join(environment.TERRAIN_DATA, 'demo', `livraison-${set.name}`);
    await writeDelivery(set, generate({ rows, seed: 'demo', until }), folder, () => undefined);
    await importFolder(set, await readDeliveryFolder(set, folder), { ...opened, objects }, silent, stop);
    await rm(folder, { recursive: true, force: true });
  }
}
