import { join } from 'node:path';
import { InvalidRequestError } from '../../ports/failures.ts';

const maxNameBytes = 1024;
const maxPartBytes = 255;
const bucketPattern = /^[a-z0-9][a-z0-9._-]{0,221}$/;

/** @throws InvalidRequestError when the name is not a bucket's (Cloud Storage's alphabet). */
export function bucketFolder(objectsFolder: string, bucket: string): string {
  if (!bucketPattern.test(bucket) || bucket.includes('..')) {
    throw new InvalidRequestError(
      `bucket name ${JSON.stringify(bucket)}: use lower-case letters, digits, "-", "_" and "."`,
    );
  }
  return join(objectsFolder, bucket);
}

/** Where the object's bytes are. @throws InvalidRequestError when no object may have that name. */
export function objectPath(objectsFolder: string, bucket: string, name: string): string {
  const folder = bucketFolder(objectsFolder, bucket);
  const fault = faultOf(name);
  if (fault !== undefined) throw new InvalidRequestError(`object name ${JSON.stringify(name.slice(0, 200))}: ${fault}`);
  return join(folder, ...name.split('/'));
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
  for (const part of name.split('/')) {
    if (part === '') return 'a part between "/" is empty';
    if (part === '.' || part === '..') return `a part is "${part}"`;
    if (Buffer.byteLength(part) > maxPartBytes) return `a part is longer than ${maxPartBytes} bytes`;
  }
  return undefined;
}
