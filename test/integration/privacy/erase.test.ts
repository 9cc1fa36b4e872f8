import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { erasePerson } from '../../../shared/cli/erase/erase-person.ts';
import { fleetTables } from '../../../shared/domain/fleet/warehouse-tables.ts';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import { interventionsTable, toInterventionRow } from '../../../shared/domain/interventions/warehouse-row.ts';
import { openMemory } from '../../../shared/pipeline/memory.ts';
import { beginSnapshot, readSnapshot } from '../../../shared/pipeline/visites/snapshot-objects.ts';
import { toDocument } from '../../../shared/ports/documents.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { type EmbeddedCloud, embeddedCloud } from '../../../shared/wiring/embedded-cloud.ts';
import { sampleIntervention } from '../../console/seed-console.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { runHere } from '../cli/run-here.ts';

const person = 'Zoé Prado';
const window = 'core/fleet_drivers/dt=2026-11-20/g0001';
type Places = Pick<EmbeddedCloud, 'documents' | 'objects' | 'warehouse'>;

/** One person in every kind of place, among others. */
async function seed({ documents, objects, warehouse }: Places): Promise<void> {
  const day = '2026-11-20';
  const hers = sampleIntervention('CRI-1', day, 7, { client: person, photosDeletedAt: null });
  const waiting = sampleIntervention('CRI-2', day, 3, { client: person });
  const others = sampleIntervention('CRI-3', day, 7, { client: 'Jean Autre', technicians: [person, 'Ana Prado'] });
  for (const one of [hers, waiting, others])
    await documents.set('interventions', documentId(one.reference), toDocument(one));
  await documents.set('rejected', '1', { message: { note: `vu ${person}` } });
  for (const { objectName } of hers.photos) await objects.write('photos', objectName, 'photo');
  await objects.write(
    'portal-tables',
    'a.csv',
    Buffer.from(`Référence;Client\nCRI-1;${person.toUpperCase()}\nCRI-3;Jean Autre\n`, 'latin1'),
  );
  await objects.write(
    'imports',
    'visites/x/tab_utilisateur.ndjson.gz',
    gzipSync('{"nom":"Prado","prenom":"Zoé"}\n{"nom":"Autre","prenom":"Jean"}\n'),
  );
  const snapshot = beginSnapshot(objects, 'v1');
  const user = { id_responsable: null, role: 'DEL', code_statut: 'ACTI' };
  snapshot.add('tab_utilisateur', [
    { id_utilisateur: 1, nom: 'Prado', prenom: 'Zoé', ...user },
    { id_utilisateur: 2, nom: 'Autre', prenom: 'Zoé', ...user },
  ]);
  await snapshot.finish();
  const delivered = { version: 'v1', deliveredAt: '2026-11-20T00:00:00.000Z', importedAt: '2026-11-20T00:00:00.000Z' };
  await documents.set('data-versions', 'visites', {
    current: { ...delivered, delivery: 'x', tables: [] },
    ...{ previous: null, pending: [], obsolete: [] },
  });
  await objects.write('exports', 'welcome.xlsx', zipSync({ 'xl/sharedStrings.xml': strToU8(`<t>${person}</t>`) }));
  await objects.write('exports', 'clean.xlsx', zipSync({ 'xl/sharedStrings.xml': strToU8('<t>Jean Autre</t>') }));
  for (const page of ['p1.json.gz', 'p2.json.gz'])
    await objects.write(
      'fleet-raw',
      `${window}/all/${page}`,
      gzipSync(`{"name":"${page === 'p1.json.gz' ? person : 'x'}"}`),
    );
  await objects.write('fleet-raw', `${window}/manifest.json`, '{}');
  await warehouse.ensureTable(interventionsTable);
  const rows = [hers, waiting, others].map((one) => toInterventionRow(one));
  await warehouse.load(interventionsTable, { rows }, { replacePartition: day });
  const drivers = fleetTables.find(({ name }) => name === 'fleet_drivers');
  assert.ok(drivers);
  const columns = Object.fromEntries(
    drivers.columns.filter(({ type, required }) => type === 'STRING' && !required).map(({ name }) => [name, 'x']),
  );
  await warehouse.ensureTable(drivers);
  await warehouse.load(
    drivers,
    {
      rows: [
        { ...columns, driver_name: person, _extra: { alias: person } },
        { ...columns, driver_name: 'Jean Autre' },
      ],
    },
    { replaceAll: true },
  );
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
  await seed(embeddedCloud(folder.path));
  await runShutdownHooks();
});
after(() => folder.remove());

const environment = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TERRAIN_DATA: folder.path });
const objectsWith = (pattern: RegExp) => objectsIn(folder.path, pattern);
const objectsIn = (cwd: string, pattern: RegExp) =>
  globSync('objects/**/*', { cwd, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return pattern.test((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'));
    });
const anyForm = /Zo(é|\u00c3\u00a9|É) Prado|ZO(É|\u00c3\u0089) PRADO|"nom":"Prado"/;

test('without --yes it is said where the person is, and nothing changes', async () => {
  const { status, output } = await runHere(['erase', '--reference', 'CRI-1'], environment());
  assert.equal(status, 0, output);
  for (const words of [
    /Intervention CRI-1/,
    /Seau portal-tables : 1 /,
    /Seau imports : 1 objet à récrire, 0 à supprimer/,
    /Seau snapshots : 1 objet/,
    /Seau exports : 0 objet à récrire, 1 à supprimer/,
    /Seau fleet-raw : 0 objet à récrire, 3 à supprimer/,
    /terrain\.interventions : 1 ligne/,
    /fleet\.fleet_drivers : 1 ligne/,
    /Documents interventions : 3/,
    /Documents rejected : 1/,
    /avec --yes/,
  ]) {
    assert.match(output, words);
  }
  assert.ok(objectsWith(anyForm).length >= 3);
});

test('with --yes the person is gone from documents, objects and the warehouse, and nobody else is', async () => {
  const { status, output } = await runHere(['erase', '--reference', 'CRI-1', '--name', person, '--yes'], environment());
  assert.equal(status, 0, output);
  assert.deepEqual(objectsWith(anyForm), []);
  assert.equal(objectsWith(/Autre/).length, 3, 'the list, the delivery and the snapshot kept the others');
  const { documents, objects, warehouse } = embeddedCloud(folder.path);
  const memory = openMemory(documents);
  assert.doesNotMatch(JSON.stringify([await memory.query(), await documents.query('rejected')]), anyForm);
  const [hers, waiting, others] = [await memory.get('CRI-1'), await memory.get('CRI-2'), await memory.get('CRI-3')];
  assert.deepEqual([hers?.state, hers?.client, hers?.jeton, hers?.photos[0]?.name], ['livre', '', '', 'image_1']);
  assert.equal(waiting?.client, 'efface');
  assert.deepEqual(others?.technicians, ['efface', 'Ana Prado']);
  const photos = [];
  for await (const { name } of objects.list('photos', '')) photos.push(name);
  assert.deepEqual(photos, []);
  const rows = await warehouse.query('SELECT * FROM terrain.interventions ORDER BY reference');
  const drivers = await warehouse.query('SELECT driver_name, _extra FROM fleet.fleet_drivers ORDER BY driver_name');
  assert.equal(rows.length, 3);
  assert.match(String(rows[2]?.techniciens), /^efface; Ana Prado$/);
  assert.deepEqual(
    drivers.map(({ driver_name }) => driver_name),
    ['Jean Autre', 'efface'],
  );
  assert.doesNotMatch(JSON.stringify(drivers), /Prado/);
  const { users } = await readSnapshot(objects, 'v1');
  assert.deepEqual(
    users.map(({ nom, prenom }) => [nom, prenom]),
    [
      ['efface', 'efface'],
      ['Autre', 'Zoé'],
    ],
  );
  assert.match(await text(objects.read('portal-tables', 'a.csv')), /CRI-1;efface/);
  await runShutdownHooks();
  assert.doesNotMatch(readFileSync(path.join(folder.path, 'terrain.log'), { encoding: 'utf8', flag: 'a+' }), /Prado/);
  const again = await runHere(['erase', '--name', person], environment());
  assert.match(again.output, /gardée nulle part/);
  const byReference = await runHere(['erase', '--reference', 'CRI-1', '--yes'], environment());
  assert.equal(byReference.output, 'Intervention CRI-1 : déjà effacée.\nCette personne n’est gardée nulle part.\n');
});

test('a name that would take others along is not looked for, and says why', async () => {
  const { output } = await runHere(['erase', '--name', 'Prado', '--yes'], environment());
  assert.match(output, /« Prado » effacerait d’autres personnes aussi/);
  assert.equal((await runHere(['erase'], environment())).status, 2);
});

/** Ports of a process that is killed after so many writes: each is done, and nobody hears of it. */
function dyingAfter(writes: number, places: Places): Places & { readonly count: () => number } {
  let count = 0;
  const wrap = <P extends object>(port: P, names: readonly string[]): P =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]): unknown => {
          if (count > writes) throw new Error('killed');
          const answer: unknown = Reflect.apply(method, target, given);
          if (!names.includes(String(name))) return answer;
          count += 1;
          return count > writes ? Promise.resolve(answer).then(() => Promise.reject(new Error('killed'))) : answer;
        };
      },
    });
  return {
    documents: wrap(places.documents, ['set', 'transaction']),
    objects: wrap(places.objects, ['write', 'delete']),
    warehouse: wrap(places.warehouse, ['load']),
    count: () => count,
  };
}

test('killed after any of its writes, the same command again leaves nothing of the person, and all of the others', async () => {
  const cut = await temporaryFolder();
  const places = embeddedCloud(cut.path);
  const named = { fleetBuckets: ['fleet-raw', 'fleet-flattened'], fleetDataset: 'fleet' };
  const her = { references: ['CRI-1'], names: [] };
  const erase = (from: Places) => erasePerson(her, { ...from, ...named }, true, () => undefined);
  await seed(places);
  const whole = dyingAfter(Number.POSITIVE_INFINITY, places);
  await erase(whole);
  assert.ok(whole.count() > 12, 'suspiciously few writes');
  for (let writes = 0; writes < whole.count(); writes += 1) {
    await seed(places);
    await assert.rejects(erase(dyingAfter(writes, places)), { message: 'killed' });
    await erase(places);
    const where = `cut after ${writes + 1} of ${whole.count()} writes`;
    assert.deepEqual(objectsIn(cut.path, anyForm), [], where);
    assert.equal(objectsIn(cut.path, /Autre/).length, 3, where);
    assert.deepEqual(objectsIn(cut.path, /^photo$/), [], where);
    const kept = [...(await openMemory(places.documents).query()), ...(await places.documents.query('rejected'))];
    assert.doesNotMatch(JSON.stringify(kept), anyForm, where);
    const rows = await places.warehouse.query('SELECT techniciens FROM terrain.interventions ORDER BY reference');
    assert.deepEqual(rows.at(-1), { techniciens: 'efface; Ana Prado' }, where);
  }
  assert.equal(await erase(places), 0, 'nothing is found any more');
  await runShutdownHooks();
  await cut.remove();
});
