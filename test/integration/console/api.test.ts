import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { addDays } from '../../../shared/domain/day.ts';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import * as told from '../../../shared/messages/console.ts';
import { type OpenConsole, openConsole } from '../../console/open-console.ts';
import { nasty } from '../../console/seed-console.ts';
import { png } from '../../unit/domain/images/sample-images.ts';

describe('the console’s API', { concurrency: 1 }, () => {
  let open: OpenConsole;
  let viewer = '';
  let operator = '';
  const received: { topic: string; data: unknown; attributes: unknown }[] = [];
  before(async () => {
    open = await openConsole();
    [viewer, operator] = [await open.token('viewer'), await open.token('operator')];
    const topics = ['intervention-formatted', 'photos-collected', 'fleet-due', 'interventions-due', 'export-due'];
    const common = {
      concurrency: 1,
      ackDeadlineSeconds: 60,
      minBackoffSeconds: 1,
      maxBackoffSeconds: 1,
      maxAttempts: 5,
    };
    await open.cloud
      .open()
      .broker.subscribe({ name: 'listener', topics, ...common }, async ({ topic, data, attributes }) => {
        received.push({ topic, data, attributes });
      });
  });
  after(() => open.close());

  const call = (method: string, path: string, token: string, body?: object) =>
    fetch(`${open.url}/console${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await call('GET', path, viewer);
    assert.equal(answer.status, 200, path);
    return schema.parse(await answer.json());
  }
  const arrived = async (topic: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = received.find((one) => one.topic === topic);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return assert.fail(`nothing came on ${topic}`);
  };

  test('the day at a glance counts what is there', async () => {
    const today = await read('/today', told.todaySchema);
    assert.deepEqual(today.interventions, { total: 12, livre: 6, en_cours: 4, en_attente: 1, rejete: 1 });
    assert.deepEqual(today.photos, { photos: 22, bytes: 26_400_000, refused: 0 });
    assert.deepEqual(today.fleet, { loaded: 0, underWay: 0, failed: 1 });
    assert.deepEqual([today.exports.written, today.exports.underWay], [1, 0]);
    assert.deepEqual(
      today.deliveries.map(({ set, state, rows, rejects }) => [set, state, rows, rejects]),
      [['visites', 'importee', 940, 2]],
    );
    assert.deepEqual(today.reservations, { current: 1, gpuUsed: 3, gpuTotal: 8, machines: 1 });
    assert.deepEqual(today.openRuns, ['run-now']);
    // One of the four is about an intervention that was delivered since.
    assert.deepEqual(today.rejected, { waiting: 3, more: false });
  });

  test('runs come newest first, a page at a time, each once; those of a status, of a time', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: z.infer<typeof told.runPageSchema> = await read(
        `/runs${after === null ? '' : `?after=${encodeURIComponent(after)}`}`,
        told.runPageSchema,
      );
      seen.push(...page.runs.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    assert.equal(seen.length, 91);
    assert.equal(new Set(seen).size, 91);
    assert.equal(seen[0], 'run-now');
    const failed = await read('/runs?status=echoue', told.runPageSchema);
    assert.ok(
      failed.runs.length > 0 && failed.runs.every(({ status, error }) => status === 'echoue' && error !== null),
    );
    const since = await read(`/runs?since=${open.today}T00:00:00Z`, told.runPageSchema);
    assert.deepEqual(
      since.runs.map(({ id }) => id),
      ['run-now'],
    );
  });

  test('a run under way is counted from the memory, a closed one from its report', async () => {
    const live = await read('/runs/run-now', told.runDetailSchema);
    assert.deepEqual([live.interventions, live.delivered, live.waiting, live.rejected], [12, 6, 5, 1]);
    const names = live.stages.find(({ stage }) => stage === 'names');
    assert.deepEqual([names?.done, names?.failed], [9, 1]);
    assert.deepEqual(live.days[0]?.warnings, [nasty]);
    const [, closed] = (await read('/runs', told.runPageSchema)).runs;
    const detail = await read(`/runs/${closed?.id}`, told.runDetailSchema);
    assert.equal(detail.stages.length, 7);
    assert.ok(detail.stages.every(({ medianMs }) => medianMs !== null));
  });

  test('interventions by day, state, run and the beginning of a reference', async () => {
    const references = async (query: string) =>
      (await read(`/interventions?${query}`, told.interventionPageSchema)).interventions.map(
        ({ reference }) => reference,
      );
    assert.equal((await references('')).length, 12);
    assert.equal((await references(`day=${open.today}&state=livre`)).length, 6);
    assert.deepEqual(await references('state=rejete&runId=run-now'), ['CRI-200']);
    assert.deepEqual(await references('reference=CRI-2'), ['CRI-200']);
    assert.deepEqual(await references('day=2020-01-01'), []);
  });

  test('a story tells stages, tries, errors in words and its messages; and never the customer’s name', async () => {
    const story = await read('/interventions/CRI-200', told.storySchema);
    const send = story.stages.find(({ stage }) => stage === 'send');
    assert.deepEqual(
      [send?.status, send?.attempts, send?.error],
      ['en_erreur', 3, 'l’API du client a refusé (400) : jeton inconnu'],
    );
    assert.deepEqual(
      story.messages.map(({ id }) => id),
      ['11'],
    );
    assert.doesNotMatch(JSON.stringify(story), /Mme Personne/);
    const other = await read(`/interventions/${encodeURIComponent(documentId(`CRI-${nasty}`))}`, told.storySchema);
    assert.equal(other.reference, `CRI-${nasty}`);
  });

  test('a photo is shown as an image that can do nothing, while it is kept', async () => {
    const answer = await call('GET', '/interventions/CRI-200/photos/1', viewer);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png);
    for (const gone of ['CRI-100/photos/1', 'CRI-200/photos/9', 'CRI-200/photos/x', 'nobody/photos/1']) {
      assert.equal((await call('GET', `/interventions/${gone}`, viewer)).status, 404, gone);
    }
  });

  test('the log of a run and of an intervention, and of no other', async () => {
    const { lines, address } = await read('/log?runId=run-now', told.logSchema);
    assert.equal(address, null);
    assert.deepEqual(
      lines.map(({ message }) => message),
      ['to be retried: <b>no</b>'],
    );
    assert.equal((await read('/log?interventionId=CRI-200', told.logSchema)).lines.length, 1);
    assert.equal((await read('/log?runId=run-no', told.logSchema)).lines.length, 0);
  });

  test('the month: each day, how long stages take, why things failed', async () => {
    const history = await read('/history?days=30', told.historySchema);
    assert.equal(history.days.length, 30);
    assert.equal(history.days.at(-1)?.day, open.today);
    assert.ok(history.days.some(({ delivered }) => delivered > 20));
    assert.equal(history.durations.length, 7);
    assert.ok(history.causes.some(({ cause, count }) => cause.includes('maintenance') && count > 1));
  });

  test('a viewer looks, an operator acts, others get nothing', async () => {
    const actions = ['/messages/11/replay', '/messages/replay', '/fleet/run', '/exports/run', '/runs'];
    for (const path of actions) assert.equal((await call('POST', path, viewer, {})).status, 403, path);
    const stranger = await open.token('user');
    for (const path of ['/today', '/runs', '/messages', '/fleet/missing', '/exports', '/log']) {
      assert.equal((await call('GET', path, stranger)).status, 403, path);
      assert.equal((await fetch(`${open.url}/console${path}`)).status, 401, path);
    }
  });

  test('replaying sends the message to its own topic, in its own trace, once marked it waits no more', async () => {
    assert.equal((await call('POST', '/messages/11/replay', operator)).status, 200);
    const sent = await arrived('intervention-formatted');
    assert.deepEqual(sent.data, { runId: 'run-now', reference: 'CRI-200' });
    assert.match(JSON.stringify(sent.attributes), /4bf92f3577b34da6a3ce929d0e0e4736/);
    const { messages } = await read('/messages', told.messagePageSchema);
    assert.deepEqual(
      messages.map(({ id, canReplay }) => [id, canReplay]),
      [
        ['12', true],
        ['13', false],
      ],
    );
    const refused = await call('POST', '/messages/13/replay', operator);
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /n’est pas du JSON/);
    assert.equal((await call('POST', '/messages/none/replay', operator)).status, 404);
    const all = told.replayedSchema.parse(await (await call('POST', '/messages/replay', operator)).json());
    assert.deepEqual(all, { replayed: 1, impossible: 1, more: false });
    assert.deepEqual((await arrived('photos-collected')).data, { runId: 'run-now', reference: `CRI-${nasty}` });
  });

  test('a missing window of the fleet is named with its reason, and asked for now', async () => {
    const { windows } = await read('/fleet/missing', told.missingWindowsSchema);
    assert.deepEqual(
      windows.map(({ table, day, reason }) => [table, day, reason]),
      [['fleet_trips', open.today, nasty]],
    );
    assert.equal((await call('POST', '/fleet/run', operator, { table: 'fleet_trips', day: open.today })).status, 202);
    const sent = z.object({ from: z.string(), tables: z.array(z.string()) }).parse((await arrived('fleet-due')).data);
    assert.deepEqual([sent.from, sent.tables], [open.today, ['fleet_trips']]);
    assert.equal((await call('POST', '/fleet/run', operator, { table: 'nope', day: open.today })).status, 404);
    assert.equal((await call('POST', '/fleet/run', operator, { table: 'fleet_trips', day: '31/02/2026' })).status, 400);
  });

  test('a missing export is named with its reason, and run now', async () => {
    const view = await read('/exports', told.exportsSchema);
    const yesterday = addDays(open.today, -1);
    const missing = view.missing.filter(({ date }) => date === yesterday);
    assert.deepEqual(
      missing.map((one) => [one.export, one.status, one.reason]),
      [
        ['barometre_qualite', 'retenu', nasty],
        ['welcome_call', 'jamais_lance', null],
      ],
    );
    assert.equal(view.runs.length, 3);
    const order = { export: 'welcome_call', date: yesterday };
    assert.equal((await call('POST', '/exports/run', operator, order)).status, 202);
    const sent = z.object({ export: z.string(), date: z.string() }).parse((await arrived('export-due')).data);
    assert.deepEqual([sent.export, sent.date], [order.export, order.date]);
    assert.equal((await call('POST', '/exports/run', operator, { ...order, export: 'nope' })).status, 404);
  });

  test('a run is started for today or the days asked', async () => {
    const started = told.startedRunSchema.parse(
      await (await call('POST', '/runs', operator, { from: '2026-11-20', to: '2026-11-21' })).json(),
    );
    assert.deepEqual((await arrived('interventions-due')).data, {
      runId: started.runId,
      from: '2026-11-20',
      to: '2026-11-21',
    });
  });

  test('what is asked wrongly is refused with the field', async () => {
    for (const path of ['/interventions?state=nope', '/history?days=0', '/runs?status=x', '/interventions?day=hier']) {
      const answer = await call('GET', path, viewer);
      assert.equal(answer.status, 400, path);
      assert.match(await answer.text(), /"in":"query"/);
    }
    assert.equal((await call('GET', '/runs/none', viewer)).status, 404);
    assert.equal((await call('GET', '/nothing', viewer)).status, 404);
  });
});
