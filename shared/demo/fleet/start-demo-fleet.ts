import { createFaultBook, type FaultBook, type FaultRule } from '../faults.ts';
import { startServer } from '../http/start-server.ts';
import { createDemoFleet, type DemoFleet, type FleetOptions } from './demo-fleet.ts';

export interface FleetServerOptions extends FleetOptions {
  readonly faults?: readonly FaultRule[];
  readonly latencyMilliseconds?: number;
  /** 0 or nothing: any free one. */
  readonly port?: number;
}

/** A running fleet API; its address has no slash at its end. */
export interface RunningFleet extends Omit<DemoFleet, 'service'> {
  readonly url: string;
  readonly faults: FaultBook;
  close(): Promise<void>;
}

/** Starts the fleet API alone, on 127.0.0.1. Rejects when the port is taken. */
export async function startDemoFleet(options: FleetServerOptions = {}): Promise<RunningFleet> {
  const { latencyMilliseconds = 0, port = 0 } = options;
  const faults = createFaultBook(options.faults);
  const { service, ...fleet } = createDemoFleet(options);
  const { url, close } = await startServer(service, { faults, latencyMilliseconds, port });
  return { ...fleet, url, faults, close };
}
