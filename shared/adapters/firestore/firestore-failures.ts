import { AlreadyExistsError, InvalidRequestError, RetryLaterError, StorageFullError } from '../../ports/failures.ts';

/** Source: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const status = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The gRPC status of a failed call, or undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** The port's failure for one of Firestore's; any other error comes back as it is. */
export function toPortFailure(what: string, cause: unknown): unknown {
  const code = statusOf(cause);
  if (code === undefined || !(cause instanceof Error)) return cause;
  const reason = `${what}: ${cause.message}`;
  switch (code) {
    case status.alreadyExists:
      return new AlreadyExistsError(`${what} is there already`, { cause });
    case status.invalidArgument:
      return new InvalidRequestError(reason, { cause });
    case status.resourceExhausted:
      return new StorageFullError(`Firestore takes no more for now: ${reason}`, { cause });
    case status.aborted:
      return new RetryLaterError(`others hold what this needs: ${reason}`, 1, { cause });
    default:
      return new Error(`Firestore: ${reason}`, { cause });
  }
}
