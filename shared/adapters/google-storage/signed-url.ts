import { checkObjectName } from '../../ports/object-names.ts';
import { withDeadline } from '../../ports/with-deadline.ts';
import { createStorageClient, type GoogleObjectsOptions } from './storage-client.ts';
import { translateFailure } from './storage-failures.ts';

const longestSeconds = 7 * 24 * 3600;
const signSeconds = 60;

/** @param seconds how long the address works: at most a week. */
export type SignUrl = (bucket: string, name: string, seconds: number) => Promise<string>;

/**
 * Makes addresses under which anybody who has them reads one object for a while, such as a large export in a mail.
 * Google signs them (IAM's signBlob) for the function's service account, which needs roles/iam.serviceAccountTokenCreator
 * on itself: there is no key file. Not in the port: one machine has no address that its mails' readers could reach.
 */
export function createSignedUrls(options: GoogleObjectsOptions & { readonly signingEndpoint?: string }): SignUrl {
  const client = createStorageClient(options);
  const signing = options.signingEndpoint === undefined ? {} : { signingEndpoint: options.signingEndpoint };
  return async (bucket, name, seconds) => {
    checkObjectName(name);
    const found = await client.bucket(bucket);
    const expires = Date.now() + Math.min(seconds, longestSeconds) * 1000;
    try {
      const asked = found.file(name).getSignedUrl({ version: 'v4', action: 'read', expires, ...signing });
      const [url] = await withDeadline(asked, signSeconds, `${bucket}/${name}`);
      return url;
    } catch (error) {
      throw translateFailure(error, `${bucket}/${name}`);
    }
  };
}
