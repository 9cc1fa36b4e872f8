import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as z from 'zod';
import type { FleetServerOptions } from '../../shared/demo/fleet/start-demo-fleet.ts';

const readySchema = z.object({ url: z.string(), token: z.string() });
const pathsSchema = z.object({ paths: z.array(z.string()) });

export interface BenchFleet extends z.infer<typeof readySchema> {
  /** Every address that was asked for until now. */
  paths(): Promise<readonly string[]>;
  close(): void;
}

/** Starts a fleet API in another process, so that its time is not ours. */
export async function startBenchFleet(options: FleetServerOptions): Promise<BenchFleet> {
  const child = fork(path.join(import.meta.dirname, 'fleet-server.ts'), [JSON.stringify(options)]);
  const receive = async (): Promise<unknown> => (await once(child, 'message'))[0];
  return {
    ...readySchema.parse(await receive()),
    async paths() {
      child.send('paths');
      return pathsSchema.parse(await receive()).paths;
    },
    close: () => child.disconnect(),
  };
}
