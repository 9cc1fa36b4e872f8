import { createRandom } from '../data/random.ts';
import type { JsonObject } from './json.ts';
import type { Endpoint, Listing } from './listing.ts';
import { InvalidArgument } from './query.ts';

/** Where a page begins. */
interface Place {
  readonly position: number;
  /** So many rows of that position were on the page before. */
  readonly skip: number;
  readonly withLate: boolean;
  /** The page before was the empty one of this place. */
  readonly afterEmpty: boolean;
}

export interface PageRequest {
  readonly endpoint: Endpoint;
  readonly listing: Listing;
  readonly cursor: string | undefined;
  /** For a first page: what came late is there by now. */
  readonly withLate: boolean;
  /** So many pages come empty first, though more follow; which, depends on the seed. */
  readonly emptyShare: number;
  readonly seed: number;
}

export interface MadePage {
  readonly body: JsonObject;
  readonly isLast: boolean;
}

function writeCursor({ position, skip, withLate, afterEmpty }: Place): string {
  return Buffer.from(`${position}:${skip}:${Number(withLate)}:${Number(afterEmpty)}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const match = /^(\d+):(\d+):([01]):([01])$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match === null) throw new InvalidArgument('invalid pagination cursor');
  const [position, skip, withLate, afterEmpty] = match.slice(1).map(Number);
  return { position: position ?? 0, skip: skip ?? 0, withLate: withLate === 1, afterEmpty: afterEmpty === 1 };
}

/** Looks at no more positions for one page: a page may be short, or empty, while more follow. */
const mostPositions = 400;

function gather(
  listing: Listing,
  place: Place,
  most = mostPositions,
): { rows: readonly JsonObject[]; next: Place | undefined } {
  const rows: JsonObject[] = [];
  const lastPosition = Math.min(listing.positions, place.position + most);
  let skip = place.skip;
  for (let position = place.position; position < lastPosition; position += 1) {
    const here = listing.rowsAt(position, place.withLate).slice(skip);
    const room = listing.rowsPerPage - rows.length;
    rows.push(...here.slice(0, room));
    if (here.length > room) return { rows, next: { ...place, position, skip: skip + room, afterEmpty: false } };
    skip = 0;
    if (rows.length === listing.rowsPerPage) {
      const isEnd = position + 1 >= listing.positions;
      return { rows, next: isEnd ? undefined : { ...place, position: position + 1, skip, afterEmpty: false } };
    }
  }
  const isEnd = lastPosition >= listing.positions;
  return { rows, next: isEnd ? undefined : { ...place, position: lastPosition, skip: 0, afterEmpty: false } };
}

function pagination(endpoint: Endpoint, next: Place | undefined, cursor: string | undefined): JsonObject {
  const endCursor = next === undefined ? '' : writeCursor(next);
  if (endpoint.paging === 'after') return { endCursor, hasNextPage: next !== undefined };
  const start = { startCursor: cursor ?? '', hasPrevPage: cursor !== undefined };
  // The older style gives a cursor on its last page too.
  return { ...start, endCursor: endCursor || 'fin', hasNextPage: next !== undefined };
}

/** One page of a listing. @throws InvalidArgument on a cursor that is none */
export function makePage({ endpoint, listing, cursor, withLate, emptyShare, seed }: PageRequest): MadePage {
  const first: Place = { position: 0, skip: 0, withLate, afterEmpty: false };
  const place = cursor === undefined ? first : readCursor(cursor);
  if (endpoint.paging === 'none') {
    const { rows } = gather({ ...listing, rowsPerPage: Number.POSITIVE_INFINITY }, place, listing.positions);
    return { body: listing.body(rows), isLast: true };
  }
  const isEmpty =
    !place.afterEmpty && createRandom(seed, 'empty', endpoint.path, place.position, place.skip).chance(emptyShare);
  const { rows, next } = isEmpty ? { rows: [], next: { ...place, afterEmpty: true } } : gather(listing, place);
  return {
    body: { ...listing.body(rows), pagination: pagination(endpoint, next, cursor) },
    isLast: next === undefined,
  };
}
