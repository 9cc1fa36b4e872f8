import * as z from 'zod';
import { type Json, parseFleetJson } from '../../domain/fleet/fleet-json.ts';

const bodySchema = z.object({
  pagination: z.object({ hasNextPage: z.boolean(), endCursor: z.union([z.string(), z.number()]).nullish() }).nullish(),
});

/** What a page says of the one after. */
export type Pagination = { readonly last: true } | { readonly last: false; readonly cursor: string };

/** The answer is not what the API promises: cut short, or of another shape. */
export class UnreadableAnswerError extends Error {
  override name = 'UnreadableAnswerError';
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** An answer's JSON, nothing of it rounded. @throws UnreadableAnswerError when it is no whole JSON */
export function readBody(bytes: Uint8Array): Json {
  try {
    return parseFleetJson(decoder.decode(bytes));
  } catch {
    // The parser's own words would quote the body.
    throw new UnreadableAnswerError(`an answer of ${bytes.length} bytes that is no whole JSON`);
  }
}

/**
 * What a page says of the one after: `hasNextPage` decides, whatever the cursor. An answer without pagination is all there is.
 * @throws UnreadableAnswerError when it is no object, or promises a next page without saying where
 */
export function readPagination(page: Json): Pagination {
  const body = bodySchema.safeParse(page);
  if (!body.success) throw new UnreadableAnswerError(`an answer of another shape: ${z.prettifyError(body.error)}`);
  const { pagination } = body.data;
  if (!pagination?.hasNextPage) return { last: true };
  const cursor = String(pagination.endCursor ?? '');
  if (cursor === '') throw new UnreadableAnswerError('an answer that promises a next page and gives no cursor');
  return { last: false, cursor };
}
