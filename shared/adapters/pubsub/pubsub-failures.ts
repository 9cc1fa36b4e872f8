import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';

/** gRPC's names of what is not worth another try. */
const invalidArgument = 3;
const notFound = 5;

/** The port's failure for one of Pub/Sub's; any other error comes back as it is. */
export function toPortFailure(topic: string, projectId: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'number')) return cause;
  if (cause.code === notFound) {
    return new NotFoundError(`the topic ${topic} is not in the project ${projectId}: apply Terraform, which makes it`, {
      cause,
    });
  }
  const reason = `a message on ${topic}: ${cause.message}`;
  if (cause.code === invalidArgument) return new InvalidRequestError(reason, { cause });
  return new Error(`Pub/Sub did not take ${reason}`, { cause });
}
