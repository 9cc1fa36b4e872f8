/**
 * The failures every port may raise. Adapters translate their vendor's errors into these, so that a stage
 * never knows which cloud it runs on. Anything else that is thrown counts as transient and is retried.
 */

/** The input can never succeed: it is kept in `rejected` with its reason and acknowledged, never retried. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

/** A transient failure that says itself when a new try makes sense (Retry-After, a lease held by another). */
export class RetryLaterError extends Error {
  override name = 'RetryLaterError';
  readonly afterSeconds: number;
  constructor(message: string, afterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.afterSeconds = afterSeconds;
  }
}

/** What was asked for by name is not there. */
export class NotFoundError extends Error {
  override name = 'NotFoundError';
}

/** "Create" or "write if absent" found something under that name; what was there is untouched. */
export class AlreadyExistsError extends Error {
  override name = 'AlreadyExistsError';
}

/** The caller's request can never be right (a name that may leave its folder, a value that cannot be stored). */
export class InvalidRequestError extends PermanentError {
  override name = 'InvalidRequestError';
}

/** The store cannot take more (disk full, quota): transient, and the message says what is full. */
export class StorageFullError extends Error {
  override name = 'StorageFullError';
}

/** The database lacks an index that a query needs: the message names it and the way out. Transient, for it may be under construction. */
export class MissingIndexError extends Error {
  override name = 'MissingIndexError';
}
