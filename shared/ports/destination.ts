/** One photo record of the destination, field names as published. */
export interface PhotoRecord {
  readonly cle: string;
  readonly intervention_cri: string;
  readonly photo: string;
}

export interface PhotoFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  /** Streams the bytes; each call starts anew, so that a try can be repeated. */
  open(): AsyncIterable<Uint8Array>;
}

/**
 * The customer's API. Every call carries an idempotency key: the same key again has no second effect there.
 * Resolves when the effect is there (2xx with something that is not a web page, or 409: it was there already).
 * @throws PermanentError when it refuses this very content (4xx), RetryLaterError on 429 and 503 with Retry-After,
 * any other error when it may work later (5xx, network, a page where an answer should be, a refused token).
 */
export interface Destination {
  sendInterventions(body: readonly Readonly<Record<string, string | null>>[], idempotencyKey: string): Promise<void>;
  describePhotos(records: readonly PhotoRecord[], idempotencyKey: string): Promise<void>;
  deliverPhoto(photo: PhotoFile, idempotencyKey: string): Promise<void>;
}
