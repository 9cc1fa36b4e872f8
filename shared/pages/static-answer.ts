import { createHash } from 'node:crypto';
import { acceptedEncoding, encodeOnce } from '../runtime/api/encodings.ts';
import { namesTag } from '../runtime/api/etag.ts';
import type { PlainAnswer, PlainQuestion } from '../runtime/plain-answer.ts';

/**
 * Answers always the same content: 304 to whoever has it, compressed where that is taken and worth it.
 * @param headers its content type, its cache rule and more.
 */
export function staticAnswer(
  content: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> & { readonly 'content-type': string },
): (question: PlainQuestion) => Promise<PlainAnswer> {
  // Weak: it stands for the content, however it is compressed.
  const etag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const compressible = /^text\/|svg/.test(headers['content-type']) && content.byteLength > 512;
  const encoded = encodeOnce(content);
  const common = { ...headers, etag, vary: 'accept-encoding' };
  return async ({ header }) => {
    if (namesTag(header('if-none-match'), etag)) return { status: 304, headers: common };
    const encoding = compressible ? acceptedEncoding(header('accept-encoding')) : undefined;
    if (encoding === undefined) return { status: 200, headers: lengthOf(content, common), body: content };
    const body = await encoded(encoding);
    return { status: 200, headers: { ...lengthOf(body, common), 'content-encoding': encoding }, body };
  };
}

function lengthOf(body: Uint8Array, headers: Readonly<Record<string, string>>): Record<string, string> {
  return { ...headers, 'content-length': String(body.byteLength) };
}
