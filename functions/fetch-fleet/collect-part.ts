import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetPart } from '../../shared/domain/fleet/fleet-part.ts';
import type { FleetWindow } from '../../shared/domain/fleet/fleet-window.ts';
import type { PageFacts } from '../../shared/domain/fleet/manifest.ts';
import { pageName } from '../../shared/domain/fleet/object-names.ts';
import { isPastWindow } from '../../shared/domain/fleet/past-window.ts';
import { countRows } from '../../shared/domain/fleet/records.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { AlreadyExistsError } from '../../shared/ports/failures.ts';
import type { FleetApi, FleetPage, FleetRequest } from '../../shared/ports/fleet-api.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

const compress = promisify(gzip);
/** A listing that takes longer than a delivery may last. */
const longestListingMs = 520_000;

export interface PartPorts {
  readonly api: FleetApi;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface PartPlace {
  readonly sources: readonly FleetSource[];
  readonly window: FleetWindow;
  readonly folder: string;
}

/** Keeps the pages of one listing, as they come, in the order of the API. @returns what is known of each. */
export async function collectPart(part: FleetPart, place: PartPlace, ports: PartPorts): Promise<PageFacts[]> {
  const { sources, window, folder } = place;
  const pages: PageFacts[] = [];
  const signal = AbortSignal.timeout(longestListingMs);
  for await (const page of ports.api.pages(requestOf(part, sources), { signal })) {
    const { body } = page;
    const rows = sources.reduce((sum, source) => sum + countRows(source, body), 0);
    pages.push(await keepPage(page, { folder, part: part.name, position: pages.length + 1, rows }, ports));
    // A feed has no end of its own: what comes after the window waits for the next one.
    if (sources.every((source) => isPastWindow(source, body, window))) break;
  }
  return pages;
}

function requestOf({ path, parameters }: FleetPart, [source]: readonly FleetSource[]): FleetRequest {
  if (source === undefined) throw new RangeError('a part without a source');
  const { endpoint, repeated, paging, requestsPerSecond } = source;
  return { endpoint, path, parameters, repeated, paging, requestsPerSecond };
}

async function keepPage(
  { bytes, last, requestId }: FleetPage,
  { folder, part, position, rows }: { folder: string; part: string; position: number; rows: number },
  { objects, rawBucket }: PartPorts,
): Promise<PageFacts> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const object = pageName(folder, part, { position, last, sha256 });
  const body = await compress(bytes, { level: constants.Z_BEST_SPEED });
  try {
    await objects.write(rawBucket, object, body, { contentType: 'application/gzip', ifAbsent: true });
  } catch (error) {
    // A former try has kept this very page.
    if (!(error instanceof AlreadyExistsError)) throw error;
  }
  return { object, sha256, bytes: bytes.byteLength, rows, requestId };
}
