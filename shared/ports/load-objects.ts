import { InvalidRequestError } from './failures.ts';

/** Whether these objects are gzip. @throws InvalidRequestError when BigQuery could not load them in one step. */
export function checkObjectsToLoad(names: readonly string[]): { readonly isGzip: boolean } {
  const gzip = names.filter((name) => name.endsWith('.gz'));
  if (gzip.length > 0 && gzip.length < names.length)
    throw new InvalidRequestError(
      `gzip and plain objects cannot be loaded in one step: ${gzip[0]} is gzip, others are not`,
    );
  const pattern = names.find((name) => name.includes('*'));
  if (pattern !== undefined)
    throw new InvalidRequestError(`object ${pattern} cannot be loaded: "*" stands for several objects there`);
  return { isGzip: gzip.length > 0 };
}
