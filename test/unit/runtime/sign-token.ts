import { type KeyObject, sign } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** A JWT's part. */
export function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Signs whatever it is given, right or wrong: what jose itself would refuse to make is what attackers send. */
export function signToken(header: Claims, claims: Claims, key: KeyObject): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${sign(header.alg === 'RS512' ? 'sha512' : 'sha256', Buffer.from(content), key).toString('base64url')}`;
}
