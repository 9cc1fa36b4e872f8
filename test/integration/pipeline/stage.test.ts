import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import type { Intervention } from '../../../shared/domain/interventions/intervention.ts';
import { newIntervention } from '../../../shared/domain/interventions/merge-row.ts';
import { openMemory } from '../../../shared/pipeline/memory.ts';
import { createStage, type StageWork } from '../../../shared/pipeline/stage.ts';
import { PermanentError, RetryLaterError } from '../../../shared/ports/failures.ts';
import type { Logger } from '../../../shared/ports/logger.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';

const reference = 'CRI-1/2';
const message = { runId: 'run-1', reference };
const logger: Logger = createLogger({ function: 'test', write: () => undefined });
const photo = {
  index: 1,
  source: 'p',
  sha256: '0'.repeat(64),
  bytes: 1200,
  mime: 'image/jpeg',
  width: 3,
  height: 2,
  objectName: 'CRI/1.jpg',
  sourceName: null,
  name: null,
  deliveredAt: null,
} as const;

async function arrange(options: { readonly owner?: string; readonly now?: () => Date } = {}) {
  const memory = openMemory(createSqliteDocuments(new DatabaseSync(':memory:')));
  const row = {
    reference,
    client: '',
    date: '2026-11-23',
    time: '',
    departement: '',
    jeton: '',
    technicians: [],
    columns: {},
  };
  await memory.set(documentId(reference), newIntervention(row, 'run-1', '2026-11-23T08:00:00.000Z'));
  const published: string[] = [];
  let publishFailures = 0;
  const publisher = {
    async publish(topic: string) {
      if (publishFailures > 0) {
        publishFailures -= 1;
        throw new Error('the publish failed');
      }
      published.push(topic);
      return 'id';
    },
  };
  const clock = { now: options.now ?? (() => new Date()) };
  const { count, counted } = openTally();
  const stage = (work: StageWork, owner = options.owner ?? 'one') => {
    const consume = createStage('photos', { memory, publisher, clock, count, owner }, work);
    return () => consume(message, { logger });
  };
  const read = async (): Promise<Intervention> => {
    const found = await memory.get(documentId(reference));
    assert.ok(found);
    return found;
  };
  return { memory, published, counted, count, stage, read, failPublish: (times: number) => (publishFailures = times) };
}

const withPto = (pto: string) => (current: Intervention) => ({ ...current, pto });

test('a stage does its work, saves it, then says that it is done', async () => {
  const { published, stage, read } = await arrange();
  await stage(async () => withPto('OO-1'))();
  const { pto, stages } = await read();
  assert.equal(pto, 'OO-1');
  assert.equal(stages.photos.status, 'fait');
  assert.equal(stages.photos.lease, null);
  assert.deepEqual(published, ['photos-collected']);
});

test('a message that comes again publishes again, does nothing again and counts nothing again', async () => {
  const { published, counted, stage } = await arrange();
  let works = 0;
  const deliver = stage(async () => {
    works += 1;
    return (current) => ({ ...current, photos: [photo] });
  });
  await deliver();
  await deliver();
  assert.equal(works, 1);
  assert.deepEqual(counted, {
    'terrain.photos.kept': 1,
    'terrain.photos.refused': 0,
    'terrain.photos.bytes': 1200,
  });
  assert.deepEqual(published, ['photos-collected', 'photos-collected']);
});

test('a publish that failed after the save is made by the next delivery, without the work', async () => {
  const { published, stage, failPublish } = await arrange();
  let works = 0;
  const deliver = stage(async () => {
    works += 1;
    return (current) => current;
  });
  failPublish(1);
  await assert.rejects(deliver(), /the publish failed/);
  assert.deepEqual(published, []);
  await deliver();
  assert.equal(works, 1);
  assert.deepEqual(published, ['photos-collected']);
});

test('two deliveries at once in one instance: the second is asked to come back', async () => {
  const { stage } = await arrange();
  const { promise: gate, resolve: finish } = Promise.withResolvers<void>();
  const deliver = stage(async () => {
    await gate;
    return (current) => current;
  });
  const first = deliver();
  await assert.rejects(deliver(), RetryLaterError);
  finish();
  await first;
});

test('another instance waits for the lease, and takes over when it has expired', async () => {
  let now = new Date('2026-11-23T08:00:00.000Z');
  const { stage, read } = await arrange({ now: () => now });
  const { promise: gate, resolve: finish } = Promise.withResolvers<void>();
  const slow = stage(async () => {
    await gate;
    return withPto('slow');
  }, 'one')();
  const other = stage(async () => withPto('other'), 'two');
  await assert.rejects(other(), (error) => error instanceof RetryLaterError && error.afterSeconds === 60);
  now = new Date('2026-11-23T08:01:01.000Z');
  await other();
  finish();
  // Whoever lost its lease must not undo what its successor did.
  await assert.rejects(slow, RetryLaterError);
  assert.equal((await read()).pto, 'other');
});

test('a transient failure is written down, and the next try counts', async () => {
  const { published, counted, stage, read } = await arrange();
  await assert.rejects(
    stage(async () => {
      throw new Error('le portail ne répond pas');
    })(),
  );
  assert.deepEqual(counted, { 'terrain.interventions.failed{stage=photos,outcome=retried}': 1 });
  const failed = await read();
  assert.equal(failed.stages.photos.error, 'le portail ne répond pas');
  assert.equal(failed.stages.photos.status, 'en_erreur');
  assert.equal(failed.state, 'en_cours');
  assert.deepEqual(published, []);
  let attempt = 0;
  await stage(async (_, tools) => {
    attempt = tools.attempt;
    return (current) => current;
  })();
  assert.equal(attempt, 2);
  assert.equal((await read()).stages.photos.error, null);
});

test('a permanent failure rejects the intervention and asks for the run to be closed', async () => {
  const { published, counted, stage, read } = await arrange();
  await assert.rejects(
    stage(async () => {
      throw new PermanentError('refusé');
    })(),
    PermanentError,
  );
  assert.deepEqual(counted, { 'terrain.interventions.failed{stage=photos,outcome=refused}': 1 });
  assert.equal((await read()).state, 'rejete');
  assert.deepEqual(published, ['run-close-due']);
});

test('what a stage saved before it failed is there for the next try', async () => {
  const { stage, read } = await arrange();
  await assert.rejects(
    stage(async (_, { save }) => {
      await save(withPto('half'));
      throw new Error('then it failed');
    })(),
  );
  assert.equal((await read()).pto, 'half');
});

test('a message of a later stage that comes before its turn is asked to come back', async () => {
  const { memory, count } = await arrange();
  const publisher = { publish: async () => 'id' };
  const clock = { now: () => new Date() };
  const names = createStage(
    'names',
    { memory, publisher, clock, count, owner: 'one' },
    async () => (current) => current,
  );
  await assert.rejects(names(message, { logger }), /photos comes before names/);
});

test('an intervention that the memory does not know is refused', async () => {
  const { memory, count } = await arrange();
  const publisher = { publish: async () => 'id' };
  const clock = { now: () => new Date() };
  const photos = createStage(
    'photos',
    { memory, publisher, clock, count, owner: 'one' },
    async () => (current) => current,
  );
  await assert.rejects(photos({ runId: 'run-1', reference: 'unknown' }, { logger }), PermanentError);
});
