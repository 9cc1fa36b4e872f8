import { join } from 'node:path';
import { checkBucketName, checkObjectName } from '../../ports/object-names.ts';

/** The bucket's folder. @throws InvalidRequestError when the name is not a bucket's. */
export function bucketFolder(objectsFolder: string, bucket: string): string {
  checkBucketName(bucket);
  return join(objectsFolder, bucket);
}

/** Where the object's bytes are. @throws InvalidRequestError when no object may have that name. */
export function objectPath(objectsFolder: string, bucket: string, name: string): string {
  const folder = bucketFolder(objectsFolder, bucket);
  checkObjectName(name);
  return join(folder, ...name.split('/'));
}
