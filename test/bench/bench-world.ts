import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as z from 'zod';
import type { DemoWorldOptions } from '../../shared/demo/world.ts';

const readySchema = z.object({
  portalUrl: z.string(),
  documentsUrl: z.string(),
  destinationUrl: z.string(),
  token: z.string(),
  fleetUrl: z.string(),
  fleetToken: z.string(),
  credentials: z.object({ user: z.string(), password: z.string() }),
  records: z.array(z.object({ identifiant: z.string(), reference: z.string() })),
});
const effectsSchema = z.object({ interventions: z.number(), photos: z.number() });

export type BenchWorld = z.infer<typeof readySchema> & {
  effects(): Promise<z.infer<typeof effectsSchema>>;
  close(): void;
};

/** Starts a demo world in another process and waits until all its photos are rendered. */
export async function startBenchWorld(options: DemoWorldOptions): Promise<BenchWorld> {
  const child = fork(path.join(import.meta.dirname, 'world-process.ts'), [JSON.stringify(options)]);
  const ready = readySchema.parse(await nextMessage(child));
  return {
    ...ready,
    async effects() {
      child.send('effects');
      return effectsSchema.parse(await nextMessage(child));
    },
    close: () => child.disconnect(),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return message;
}
