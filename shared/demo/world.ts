import { join } from 'node:path';
import type { Day } from '../domain/day.ts';
import { createDemoDay } from './data/create-demo-day.ts';
import { createPhotoStudio } from './data/photos/photo-studio.ts';
import { createDestinationService } from './destination/destination-service.ts';
import { type Effects, listEffects } from './destination/effects.ts';
import { openJournal } from './destination/journal.ts';
import { createDocumentsService } from './documents/documents-service.ts';
import { createFaultBook, type FaultBook, type FaultRule } from './faults.ts';
import { createDemoFleet, type DemoFleet, type FleetOptions } from './fleet/demo-fleet.ts';
import type { Credentials } from './http/login-guard.ts';
import { startServer } from './http/start-server.ts';
import { createPortalService } from './portal/portal-service.ts';
import { createRecords } from './portal/records.ts';
import { createTruth, type Truth } from './truth.ts';

/** What to start. All but the folder has a default. */
export interface DemoWorldOptions {
  readonly day: Day;
  /** Holds `destination.ndjson`; the same folder again goes on with what was accepted. */
  readonly dataDirectory: string;
  readonly seed?: number;
  readonly count?: number;
  readonly photosPerIntervention?: number;
  readonly photoBytes?: number;
  /** Before every answer. */
  readonly latencyMilliseconds?: number;
  readonly faults?: readonly FaultRule[];
  /** 0 or nothing: any free one. */
  readonly ports?: {
    readonly portal?: number;
    readonly documents?: number;
    readonly destination?: number;
    readonly fleet?: number;
  };
  readonly credentials?: Credentials;
  readonly token?: string;
  /** The fleet API; its seed is the world's when it says none. */
  readonly fleet?: FleetOptions;
  /** Accepted photos are also kept as files here. */
  readonly keepFilesIn?: string;
  /** The portal's session cookie changes after so many pages. */
  readonly renewSessionEvery?: number;
  /** How long the cookie's old value still works. */
  readonly sessionGraceMilliseconds?: number;
}

/** A running demo world; addresses have no slash at their end. */
export interface DemoWorld {
  readonly portalUrl: string;
  readonly documentsUrl: string;
  readonly destinationUrl: string;
  readonly fleetUrl: string;
  readonly fleetToken: string;
  readonly token: string;
  readonly credentials: Credentials;
  readonly truth: Truth;
  readonly faults: FaultBook;
  readonly destination: {
    effects(): Effects;
    /** From now on this intervention is answered 400 with that reason. */
    refuse(reference: string, reason: string): void;
    acceptAgain(reference: string): void;
  };
  readonly fleet: Omit<DemoFleet, 'service'>;
  close(): Promise<void>;
}

/** What both portals accept when nothing else is said. */
export const demoCredentials: Credentials = { user: 'exploitation', password: 'Fibre-2026!' };

/**
 * Starts portal, document portal, destination and fleet API on 127.0.0.1. Photos are rendered when first asked for.
 * Rejects when a port is taken or the folder cannot be written.
 */
export async function startDemoWorld(options: DemoWorldOptions): Promise<DemoWorld> {
  const { day, dataDirectory, seed = 7, count = 24, photosPerIntervention, photoBytes = 40_000 } = options;
  const { latencyMilliseconds = 0, credentials = demoCredentials, token = 'demo-destination', ports = {} } = options;
  const demoDay = createDemoDay({
    seed,
    day,
    count,
    ...(photosPerIntervention === undefined ? {} : { photosPerIntervention }),
  });
  const studio = createPhotoStudio(photoBytes);
  const records = createRecords(demoDay);
  const faults = createFaultBook(options.faults);
  const journal = openJournal(join(dataDirectory, 'destination.ndjson'));
  const { renewSessionEvery = 25, sessionGraceMilliseconds = 5_000 } = options;
  const refusals = new Map<string, string>();
  const { service: fleetService, ...fleet } = createDemoFleet({ seed, ...options.fleet });
  const services = [
    [createPortalService({ records, studio, credentials, renewSessionEvery, sessionGraceMilliseconds }), ports.portal],
    [createDocumentsService(records, credentials), ports.documents],
    [createDestinationService({ token, journal, keepFilesIn: options.keepFilesIn, refusals }), ports.destination],
    [fleetService, ports.fleet],
  ] as const;
  const started = await Promise.allSettled(
    services.map(([service, port = 0]) => startServer(service, { faults, latencyMilliseconds, port })),
  );
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async () => {
    await Promise.all(running.map((server) => server.close()));
    journal.close();
  };
  const failure = started.find((result) => result.status === 'rejected');
  const [portal, documents, destination, fleetServer] = running;
  if (failure !== undefined || !portal || !documents || !destination || !fleetServer) {
    await close();
    throw failure?.reason;
  }
  return {
    portalUrl: portal.url,
    documentsUrl: documents.url,
    destinationUrl: destination.url,
    fleetUrl: fleetServer.url,
    fleetToken: fleet.token,
    token,
    credentials,
    truth: createTruth(demoDay, studio),
    faults,
    destination: {
      effects: () => listEffects(journal.entries),
      refuse: (reference, reason) => void refusals.set(reference, reason),
      acceptAgain: (reference) => void refusals.delete(reference),
    },
    fleet,
    close,
  };
}
