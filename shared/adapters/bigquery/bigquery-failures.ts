import * as z from 'zod';
import { InvalidRequestError, NotFoundError, PermanentError, StorageFullError } from '../../ports/failures.ts';

/** One error of an answer or of a job's status. Source: https://cloud.google.com/bigquery/docs/error-messages */
const errorSchema = z.object({
  reason: z.string().default(''),
  message: z.string().default(''),
  location: z.string().optional(),
});
export type BigqueryError = z.infer<typeof errorSchema>;

const failureSchema = z.object({ code: z.coerce.number().optional(), errors: z.array(errorSchema).default([]) });

/** BigQuery's refusal as a failure of the ports; what may pass is left to be retried. */
export function translateFailure(error: unknown, what: string): unknown {
  if (error instanceof PermanentError || !(error instanceof Error)) return error;
  const { code, errors } = readFailure(error);
  const first = errors[0] ?? { reason: '', message: error.message };
  return toFailure({ ...first, message: first.message || error.message }, what, { cause: error }, code) ?? error;
}

/** The HTTP status and the reasons that the client's error carries. */
export function readFailure(error: unknown): z.infer<typeof failureSchema> {
  const parsed = failureSchema.safeParse(error);
  return parsed.success ? parsed.data : { errors: [] };
}

/** The failure for what BigQuery says, or undefined for what may pass by itself. */
export function toFailure(
  { reason, message }: BigqueryError,
  what: string,
  options?: ErrorOptions,
  code?: number,
): Error | undefined {
  const text = `${what}: ${message.slice(0, 1000)}`;
  if (reason === 'notFound' || code === 404) return new NotFoundError(text, options);
  if (reason === 'quotaExceeded') return new StorageFullError(text, options);
  if (reason === 'accessDenied' || (code === 403 && !/rateLimit/i.test(reason)))
    return new Error(`${text} (the function's service account needs roles/bigquery.jobUser and dataEditor)`, options);
  if (isOfTheRequest.has(reason) || code === 400) return new InvalidRequestError(text, options);
  return undefined;
}

const isOfTheRequest = new Set([
  'invalid',
  'invalidQuery',
  'badRequest',
  'billingTierLimitExceeded',
  'bytesBilledLimitExceeded',
  'resourcesExceeded',
  'responseTooLarge',
]);
