import { createHash, createVerify } from 'node:crypto';
import { type DoubleRequest, Refusal } from '../http-double.ts';
import { signingKey } from '../metadata-double.ts';

/** Refuses a signed address that is too old or not signed as it is. Source: https://cloud.google.com/storage/docs/authentication/canonical-requests */
export function checkSignature({ method, url, incoming }: DoubleRequest): void {
  const query = new URLSearchParams(url.searchParams);
  const signature = query.get('X-Goog-Signature') ?? '';
  query.delete('X-Goog-Signature');
  const date = query.get('X-Goog-Date') ?? '';
  const signedAt = Date.parse(date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Date.now() <= signedAt + Number(query.get('X-Goog-Expires')) * 1000))
    throw new Refusal(400, 'expired', 'Invalid argument: the signed address has expired.');
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const parts = [...query].map(([key, value]) => `${encode(key)}=${encode(value)}`).sort();
  // Google's client signs the host without its port.
  const host = `host:${incoming.headers.host?.replace(/:\d+$/, '')}\n`;
  const canonical = [
    method,
    url.pathname,
    parts.join('&'),
    host,
    query.get('X-Goog-SignedHeaders'),
    'UNSIGNED-PAYLOAD',
  ];
  const scope = (query.get('X-Goog-Credential') ?? '').split('/').slice(1).join('/');
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const text = ['GOOG4-RSA-SHA256', date, scope, hash].join('\n');
  if (!createVerify('RSA-SHA256').update(text).verify(signingKey, signature, 'hex'))
    throw new Refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
}
