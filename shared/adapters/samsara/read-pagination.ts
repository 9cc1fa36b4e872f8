import * as z from 'zod';

const bodySchema = z.object({
  pagination: z.object({ hasNextPage: z.boolean(), endCursor: z.union([z.string(), z.number()]).nullish() }).nullish(),
});

/** Where a page stands in its listing. */
export type Pagination = { readonly last: true } | { readonly last: false; readonly cursor: string };

/** The answer is not what the API promises: cut short, or of another shape. */
export class UnreadableAnswerError extends Error {
  override name = 'UnreadableAnswerError';
}

/**
 * What a page says of the one after: `hasNextPage` decides, whatever the cursor. An answer without pagination is all there is.
 * @throws UnreadableAnswerError when the bytes are no whole JSON, or promise a next page without saying where.
 */
export function readPagination(bytes: Uint8Array): Pagination {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const body = bodySchema.safeParse(parse(text));
  if (!body.success) throw new UnreadableAnswerError(`an answer of another shape: ${z.prettifyError(body.error)}`);
  const { pagination } = body.data;
  if (!pagination?.hasNextPage) return { last: true };
  const { endCursor } = pagination;
  const cursor = typeof endCursor === 'number' ? readExactCursor(text) : endCursor;
  if (!cursor) throw new UnreadableAnswerError('an answer that promises a next page and gives no cursor');
  return { last: false, cursor };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would quote the body.
    throw new UnreadableAnswerError(`an answer of ${text.length} characters that is no whole JSON`);
  }
}

/** A cursor written as a number, digit by digit: 64 bits do not fit into a JavaScript number. */
function readExactCursor(text: string): string {
  let cursor = '';
  JSON.parse(text, (key, value: unknown, context: { readonly source?: string } = {}) => {
    if (key === 'endCursor' && typeof value === 'number') cursor = context.source ?? '';
    return value;
  });
  return cursor;
}
