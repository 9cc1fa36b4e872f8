import { InvalidRequestError, NotFoundError, StorageFullError } from '../../ports/failures.ts';

/** DuckDB's error as a failure of the ports; what it is about to be retried for stays as it is. */
export function translateFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const { message } = error;
  if (/No space left on device|disk (is )?full/i.test(message)) {
    return new StorageFullError('no room left for the warehouse: free some space', { cause: error });
  }
  if (/^Catalog Error: Table with name .* does not exist/.test(message)) {
    return new NotFoundError(firstLine(message), { cause: error });
  }
  const isOfTheRequest =
    /^(Failed to extract statements: )?(Parser|Binder|Catalog|Conversion|Out of Range|Invalid Input|Permission|Syntax|Not implemented) Error/;
  return isOfTheRequest.test(message) ? new InvalidRequestError(message.slice(0, 1000), { cause: error }) : error;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
