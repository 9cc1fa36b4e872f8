import type { ObjectStore } from '../../ports/objects.ts';
import type { Reject } from './raw-rows.ts';

type Step = { readonly text: string } | 'end' | { readonly error: unknown };

/**
 * Writes the rejects of one file as NDJSON while the file is read: nothing is held but the block under way. There is an
 * object when there are rejects, and none otherwise; when the reading breaks off, what was there before stays.
 */
export function openRejectFile(objects: ObjectStore, bucket: string, name: string) {
  let next = Promise.withResolvers<Step>();
  let asked = Promise.withResolvers<void>();
  let writing: Promise<unknown> | undefined;

  async function* body(): AsyncGenerator<Uint8Array> {
    for (;;) {
      asked.resolve();
      const step = await next.promise;
      next = Promise.withResolvers();
      if (step === 'end') return;
      if ('error' in step) throw step.error;
      yield Buffer.from(step.text);
    }
  }

  /** Resolves once the store has asked for more: the reading is never ahead of the writing. */
  async function send(step: Step): Promise<void> {
    if (writing === undefined) {
      writing = objects.write(bucket, name, body(), { contentType: 'application/x-ndjson' });
      // A failure is seen by the next step; until then nobody waits for it.
      writing.catch(() => undefined);
    }
    await Promise.race([asked.promise, writing]);
    asked = Promise.withResolvers();
    next.resolve(step);
  }

  return {
    async add(rejects: readonly Reject[]): Promise<void> {
      if (rejects.length > 0) await send({ text: rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('') });
    },
    async close(): Promise<void> {
      if (writing === undefined) return objects.delete(bucket, name);
      await send('end');
      await writing;
    },
    async giveUp(error: unknown): Promise<void> {
      if (writing === undefined) return;
      await send({ error }).catch(() => undefined);
      await writing.catch(() => undefined);
    },
  };
}
