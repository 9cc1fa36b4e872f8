import {
  AlreadyExistsError,
  InvalidRequestError,
  NotFoundError,
  PermanentError,
  StorageFullError,
} from '../../ports/failures.ts';

/** Cloud Storage's error about one object as a failure of the ports; what may pass is left to be retried. */
export function translateFailure(error: unknown, what: string): unknown {
  if (error instanceof PermanentError || !(error instanceof Error)) return error;
  const message = `${what}: ${error.message.slice(0, 500)}`;
  const cause = { cause: error };
  switch (statusOf(error)) {
    case 400:
      return new InvalidRequestError(message, cause);
    case 401:
    case 403:
      if (/quota|limit exceeded/i.test(error.message)) return new StorageFullError(message, cause);
      return new Error(
        `${message} (the function's service account needs roles/storage.objectUser on that bucket)`,
        cause,
      );
    case 404:
      return new NotFoundError(`no object ${what}`, cause);
    case 412:
      return new AlreadyExistsError(`object ${what} is there already`, cause);
    default:
      return error;
  }
}

/** The HTTP status that the client's error carries, wherever it keeps it. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const key of ['code', 'status']) {
    const value = Number(Object.entries(error).find(([name]) => name === key)?.[1]);
    if (value >= 100 && value < 600) return value;
  }
  return undefined;
}
