import { InvalidRequestError } from './failures.ts';

const maxNameBytes = 1024;
const maxPartBytes = 255;
const bucketPattern = /^[a-z0-9]([a-z0-9._-]{0,220}[a-z0-9])?$/;

/** @throws InvalidRequestError when no bucket may have that name (Cloud Storage's alphabet). */
export function checkBucketName(bucket: string): void {
  if (!bucketPattern.test(bucket) || bucket.includes('..')) {
    throw new InvalidRequestError(
      `bucket name ${JSON.stringify(bucket)}: use lower-case letters, digits, and between them "-", "_" and "."`,
    );
  }
}

/** @throws InvalidRequestError when no object may have that name: what both a folder and Cloud Storage can keep. */
export function checkObjectName(name: string): void {
  const fault = faultOf(name);
  if (fault !== undefined) throw new InvalidRequestError(`object name ${JSON.stringify(name.slice(0, 200))}: ${fault}`);
}

/** Whether an object may have that name, which is also what its folders may be called. */
export function isObjectName(name: string): boolean {
  return faultOf(name) === undefined;
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (!name.isWellFormed()) return 'it is not well-formed Unicode';
  if (/[\0\r\n]/.test(name)) return 'it holds NUL, CR or LF';
  if (Buffer.byteLength(name) > maxNameBytes) return `it is longer than ${maxNameBytes} bytes`;
  if (name.startsWith('.well-known/acme-challenge/')) return 'Cloud Storage keeps that folder for itself';
  for (const part of name.split('/')) {
    if (part === '') return 'a part between "/" is empty';
    if (part === '.' || part === '..') return `a part is "${part}"`;
    if (Buffer.byteLength(part) > maxPartBytes) return `a part is longer than ${maxPartBytes} bytes`;
  }
  return undefined;
}
