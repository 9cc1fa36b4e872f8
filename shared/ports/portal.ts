import type { Day } from '../domain/day.ts';
import type { InterventionRow } from '../domain/interventions/intervention.ts';
import { PermanentError, RetryLaterError } from './failures.ts';

/** The portal refused the user or the password (wrong, locked, captcha): never tried again with the same ones. */
export class PortalLoginRefusedError extends PermanentError {
  override name = 'PortalLoginRefusedError';
}

/** Maintenance, overload, network: nothing of this answer is kept; the same request makes sense later. */
export class PortalUnavailableError extends RetryLaterError {
  override name = 'PortalUnavailableError';
}

/** The portal answers, but not as the recipe says: a selector that finds nothing, a filter that did not hold, a total that differs. */
export class PortalMismatchError extends Error {
  override name = 'PortalMismatchError';
}

/** A row of the portal's list that could not be read. */
export interface RejectedRow {
  /** 1-based line of the table where the row starts. */
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** What the portal lists for one day. Zero rows means that the portal itself said that there is nothing. */
export interface PortalDay {
  readonly day: Day;
  readonly rows: readonly InterventionRow[];
  readonly rejects: readonly RejectedRow[];
  /** The table as it came, to be kept as evidence. */
  readonly raw: {
    readonly bytes: Uint8Array;
    readonly extension: 'csv' | 'tsv' | 'json';
    readonly contentType: string;
  };
  /** In French, for people. */
  readonly warnings: readonly string[];
}

/** A photo the record shows; whether its bytes are an image is known once they are read. */
export interface PhotoCandidate {
  readonly index: number;
  /** Stable over visits, without secrets: the URL's path, or the sha256 of an inline image. */
  readonly source: string;
  readonly name: string | null;
  /**
   * Streams the bytes with the session's cookies.
   * @throws PortalUnavailableError on 429, 5xx, maintenance, network; PermanentError when its address is not allowed by the recipe.
   */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What the portal says of one intervention beyond its row. */
export interface PortalRecord {
  /** Values that the recipe says win over the row's. */
  readonly row: Partial<InterventionRow>;
  readonly pto: string | null;
  readonly photos: readonly PhotoCandidate[];
  /** How many photos the portal itself says there are, when the recipe says where to read it. */
  readonly expectedPhotos: number | null;
  readonly warnings: readonly string[];
}

/**
 * A technicians' portal, as its recipe describes it. One instance shares one browser and one session between callers;
 * a lost session is logged in again once, under a lock, and the interrupted step redone.
 * Every method may throw the three portal errors above.
 */
export interface PortalReader {
  listDay(day: Day): Promise<PortalDay>;
  readRecord(row: InterventionRow): Promise<PortalRecord>;
  /** The document names in the portal's order; empty when the recipe names no place for them. */
  readDocumentNames(row: InterventionRow): Promise<readonly string[]>;
}

/** The portal for who has opened it; the functions that share it only read. */
export interface Portal extends PortalReader {
  /** Closes the browser; the next call opens another. Never hangs: at most 5 s, then the browser is killed. */
  close(): Promise<void>;
}

/** Remembers which credentials a portal has refused, by a fingerprint that does not reveal them. */
export interface RefusedLogins {
  /** The portal's words when it refused them; undefined when they may be tried. */
  reasonOf(fingerprint: string): Promise<string | undefined>;
  remember(fingerprint: string, reason: string): Promise<void>;
  /** Called when a login with them succeeded, and only then; forgetting what is not remembered is done already. */
  forget(fingerprint: string): Promise<void>;
}
