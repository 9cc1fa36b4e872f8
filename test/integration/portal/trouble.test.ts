import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FaultRule } from '../../../shared/demo/faults.ts';
import { startDemoWorld } from '../../../shared/demo/world.ts';
import { createImageInspector } from '../../../shared/domain/images/inspect-image.ts';
import type { InterventionRow } from '../../../shared/domain/interventions/intervention.ts';
import {
  type Portal,
  PortalLoginRefusedError,
  PortalMismatchError,
  PortalUnavailableError,
} from '../../../shared/ports/portal.ts';
import {
  demoDay,
  demoRecipe,
  hashPhoto,
  openDemoPortal,
  readPhoto,
  rememberRefusals,
  shareBrowser,
  type World,
} from './demo-portal.ts';

type Fault = FaultRule['fault'];

describe('a portal seen through Chromium', { concurrency: 1 }, () => {
  let world: World;
  let portal: Portal;
  let shared: Awaited<ReturnType<typeof shareBrowser>>;
  let folder: string;
  let rows: readonly InterventionRow[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
    world = await startDemoWorld({ day: demoDay, dataDirectory: folder, count: 8, photoBytes: 20_000 });
    shared = await shareBrowser();
    portal = openDemoPortal(world, await demoRecipe(), {}, shared.loggedOut());
  });
  after(async () => {
    await shared.close();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fault = (match: string, kind: Fault, more: { times?: number; skip?: number } = {}) =>
    world.faults.setFaults([{ server: 'portal', match, fault: kind, times: more.times ?? 1, skip: more.skip ?? 0 }]);
  const fired = () => world.faults.fired()[0]?.fired;
  const rowWithLinkedPhoto = async () => {
    for (const row of rows) {
      const { photos } = await portal.readRecord(row);
      const photo = photos.find(({ source }) => source.startsWith('/photos/'));
      if (photo !== undefined) return { row, photo };
    }
    throw new Error('no record has a linked photo');
  };

  test('it lists the day as the portal knows it', async () => {
    const day = await portal.listDay(demoDay);
    rows = day.rows;
    const expected = world.truth.expectedOn(demoDay);
    assert.deepEqual(rows.map(({ reference }) => reference).sort(), expected.map(({ reference }) => reference).sort());
    for (const one of expected) {
      const row = rows.find(({ reference }) => reference === one.reference);
      const { client, departement, jeton, time } = one;
      assert.deepEqual(
        { client: row?.client, departement: row?.departement, jeton: row?.jeton, time: row?.time },
        { client, departement, jeton, time },
      );
      assert.deepEqual(row?.technicians, one.technicians);
      assert.equal(row?.techniciansText, one.technicians.join(' / '), 'the cell as it is');
    }
    assert.deepEqual(day.rejects, []);
  });

  test('it finds every photo of every record, whole, and nothing else', async () => {
    for (const row of rows) {
      const record = await portal.readRecord(row);
      const truth = await world.truth.photosOf(row.reference);
      const hashes: string[] = [];
      for (const photo of record.photos) hashes.push(await hashPhoto(photo));
      assert.deepEqual(
        hashes,
        truth.map(({ sha256 }) => sha256),
        row.reference,
      );
      assert.equal(record.expectedPhotos, truth.length);
      assert.equal(record.pto, world.truth.interventions.find(({ reference }) => reference === row.reference)?.pto);
    }
  });

  test('it reads the document names of the other portal', async () => {
    for (const row of rows.slice(0, 3)) {
      const truth = world.truth.interventions.find(({ reference }) => reference === row.reference)?.documents;
      assert.deepEqual(
        await portal.readDocumentNames(row),
        truth?.map((name) => name.trim()),
      );
    }
  });

  test('a day without interventions is empty because the portal says so', async () => {
    assert.deepEqual((await portal.listDay('2020-01-01')).rows, []);
  });

  describe('1. a session lost in the middle is logged in again once and the work redone', () => {
    const places: readonly [string, string, Fault, number][] = [
      ['while the list is filtered', '^/interventions', { kind: 'sessionDropped' }, 2],
      ['while the export is asked for', '^/interventions/export', { kind: 'sessionDropped' }, 0],
      ['when the export answers with the login form', '^/interventions/export', { kind: 'loginPage' }, 0],
    ];
    for (const [name, match, kind, skip] of places) {
      test(name, async () => {
        fault(match, kind, { skip });
        assert.equal((await portal.listDay(demoDay)).rows.length, rows.length);
        assert.equal(fired(), 1);
      });
    }
    for (const kind of ['sessionDropped', 'loginPage'] as const) {
      test(`while a photo is fetched (${kind})`, async () => {
        const { photo } = await rowWithLinkedPhoto();
        const good = await hashPhoto(photo);
        fault('^/photos/', { kind });
        assert.equal(await hashPhoto(photo), good);
        assert.equal(fired(), 1);
      });
    }
    test('a session that is lost again at once is the portal’s trouble', async () => {
      const { photo } = await rowWithLinkedPhoto();
      fault('^/photos/', { kind: 'loginPage' }, { times: 9 });
      await assert.rejects(readPhoto(photo), PortalUnavailableError);
      assert.equal(fired(), 2);
    });
    test('many callers at once share one login', async () => {
      world.faults.setFaults([]);
      await rowWithLinkedPhoto();
      world.faults.setFaults([
        { server: 'portal', match: '^/connexion', method: 'POST', fault: { kind: 'slow', milliseconds: 50 } },
        { server: 'portal', match: '^/interventions/\\w', times: 1, fault: { kind: 'sessionDropped' } },
      ]);
      await Promise.all(rows.map((row) => portal.readRecord(row)));
      assert.equal(world.faults.fired()[0]?.fired, 1);
    });
  });

  test('2. a refused password is told with the portal’s words, remembered, and never sent again', async () => {
    world.faults.setFaults([
      { server: 'portal', match: '^/connexion', method: 'POST', fault: { kind: 'slow', milliseconds: 1 } },
    ]);
    const refusedLogins = rememberRefusals();
    const recipe = await demoRecipe();
    for (let attempt = 1; attempt <= 2; attempt++) {
      const other = openDemoPortal(world, recipe, { password: 'Faux-2026!', refusedLogins }, shared.loggedOut());
      await assert.rejects(other.listDay(demoDay), (error) => {
        assert.ok(error instanceof PortalLoginRefusedError);
        assert.doesNotMatch(error.message, /Faux-2026/);
        return true;
      });
      await other.close();
    }
    assert.equal(world.faults.fired()[0]?.fired, 1);
    const [fingerprint = ''] = refusedLogins.reasons.keys();
    assert.match(fingerprint, /^[0-9a-f]{64}$/);
  });

  describe('4. a download that never starts or never ends', () => {
    const kinds: readonly [string, Fault][] = [
      ['hangs', { kind: 'hang' }],
      ['is answered by 503', { kind: 'unavailable', retryAfterSeconds: 120 }],
      ['is answered by 429', { kind: 'tooManyRequests', retryAfterSeconds: 120 }],
      ['is reset', { kind: 'reset' }],
      // Chromium itself goes on with a cut download five times.
      ['is cut again and again', { kind: 'cutBody', how: 'trueLength' }],
    ];
    for (const [name, kind] of kinds) {
      test(`${name}: the portal is unavailable, and the next try works`, async () => {
        fault('^/interventions/export', kind, { times: 9 });
        await assert.rejects(portal.listDay(demoDay), PortalUnavailableError);
        world.faults.setFaults([]);
        assert.equal((await portal.listDay(demoDay)).rows.length, rows.length);
      });
    }
  });

  test('5. an export cut without a sign is caught by the portal’s total', async () => {
    fault('^/interventions/export', { kind: 'cutBody', how: 'chunked' }, { times: 3 });
    await assert.rejects(
      portal.listDay(demoDay),
      (error) => error instanceof PortalMismatchError || error instanceof PortalUnavailableError,
    );
    world.faults.setFaults([]);
  });

  describe('5, 6 and 10. a photo that does not come as it should', () => {
    test('cut with its true length: unavailable', async () => {
      const { photo } = await rowWithLinkedPhoto();
      fault('^/photos/', { kind: 'cutBody', how: 'trueLength' });
      await assert.rejects(readPhoto(photo), PortalUnavailableError);
    });
    for (const kind of ['cutBody', 'emptyBody', 'htmlAsJpeg'] as const) {
      test(`${kind}: the bytes come as they are, and are no image`, async () => {
        const { photo } = await rowWithLinkedPhoto();
        fault('^/photos/', kind === 'cutBody' ? { kind, how: 'chunked' } : { kind });
        const inspector = createImageInspector({ maxBytes: 1_000_000 });
        const bytes = await readPhoto(photo).catch((error) => {
          assert.ok(error instanceof PortalUnavailableError);
          return Buffer.alloc(0);
        });
        inspector.push(bytes);
        assert.equal(inspector.finish().accepted, false);
      });
    }
    test('a short Retry-After is waited for', async () => {
      const { photo } = await rowWithLinkedPhoto();
      const good = await hashPhoto(photo);
      fault('^/photos/', { kind: 'tooManyRequests', retryAfterSeconds: 0.5 });
      assert.equal(await hashPhoto(photo), good);
    });
    test('a 429 is no lost session: nobody logs in again', async () => {
      const { row } = await rowWithLinkedPhoto();
      // A session of its own: the answers that other tests cut may have held a renewed cookie.
      const other = openDemoPortal(world, await demoRecipe(), {}, shared.loggedOut());
      const photo = (await other.readRecord(row)).photos.find(({ source }) => source.startsWith('/photos/'));
      world.faults.setFaults([
        { server: 'portal', match: '^/photos/', times: 1, fault: { kind: 'tooManyRequests', retryAfterSeconds: 0.5 } },
        { server: 'portal', match: '^/connexion', fault: { kind: 'slow', milliseconds: 1 } },
      ]);
      assert.ok((await readPhoto(photo)).length > 0);
      assert.deepEqual(
        world.faults.fired().map((rule) => rule.fired),
        [1, 0],
      );
      await other.close();
    });
    test('a long one is told to whoever retries', async () => {
      const { photo } = await rowWithLinkedPhoto();
      fault('^/photos/', { kind: 'unavailable', retryAfterSeconds: 90 });
      await assert.rejects(
        readPhoto(photo),
        (error) => error instanceof PortalUnavailableError && error.afterSeconds === 90,
      );
    });
    for (const kind of ['hang', 'reset'] as const) {
      test(`${kind}: unavailable, with no cookie in the error`, async () => {
        const { photo } = await rowWithLinkedPhoto();
        fault('^/photos/', { kind });
        await assert.rejects(readPhoto(photo), (error) => {
          assert.ok(error instanceof PortalUnavailableError);
          assert.doesNotMatch(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`, /FOSESSION/);
          return true;
        });
      });
    }
  });

  describe('11. maintenance is no empty day and no photo', () => {
    for (const status of [200, 503] as const) {
      test(`in the list (${status})`, async () => {
        fault('^/interventions', { kind: 'maintenance', status }, { times: 5 });
        await assert.rejects(
          portal.listDay(demoDay),
          (error) => error instanceof PortalUnavailableError && /maintenance/.test(error.message),
        );
      });
      test(`in place of a photo (${status})`, async () => {
        world.faults.setFaults([]);
        const { photo } = await rowWithLinkedPhoto();
        fault('^/photos/', { kind: 'maintenance', status }, { times: 5 });
        await assert.rejects(
          readPhoto(photo),
          (error) => error instanceof PortalUnavailableError && /maintenance/.test(error.message),
        );
      });
    }
  });

  test('12. a filter that does not hold is an error, not a shorter day', async () => {
    world.faults.setFaults([]);
    const other = openDemoPortal(
      world,
      await demoRecipe((text) =>
        text.replace("'{date:dd/MM/yyyy}'\n      calendar", "'{date:yyyy.MM.dd}'\n      calendar"),
      ),
      {},
      shared.loggedOut(),
    );
    await assert.rejects(other.listDay(demoDay), PortalMismatchError);
    await other.close();
  });

  test('13. a renamed column is an error that lists those found', async () => {
    const other = openDemoPortal(
      world,
      await demoRecipe((text) => text.replace('{ column: Jeton }', '{ column: Token }')),
      {},
      shared.loggedOut(),
    );
    await assert.rejects(other.listDay(demoDay), /« Token » introuvable.*Référence/);
    await other.close();
  });

  test('14. a browser that dies is replaced, and closing leaves neither process nor folder', async () => {
    const other = openDemoPortal(world, await demoRecipe());
    const before = await browsersOf(process.pid);
    await other.listDay('2020-01-01');
    const mine = (await browsersOf(process.pid)).filter((pid) => !before.includes(pid));
    assert.equal(mine.length, 1);
    for (const pid of mine) process.kill(pid, 'SIGKILL');
    assert.deepEqual((await other.listDay('2020-01-01')).rows, []);
    await other.close();
    assert.deepEqual(
      (await browsersOf(process.pid)).filter((pid) => !before.includes(pid)),
      [],
    );
  });
});

/** The browsers that this process started and that still run. */
async function browsersOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const [, , state, ppid] = /^(\d+) \(.*\) (\S) (\d+)/.exec(line) ?? [];
    if (Number(ppid) === parent && state !== 'Z' && /chrom|headless/.test(line)) found.push(Number(name));
  }
  return found;
}
