import type { SignUrl } from '../adapters/google-storage/signed-url.ts';
import type { CloudEnvironment } from './environment.ts';
import { googleSignedUrls } from './google-cloud.ts';

/** Addresses that open one object for a while; undefined on one machine, which the readers of its mails may not reach. */
export function openSignedUrls(environment: CloudEnvironment): SignUrl | undefined {
  return environment.TERRAIN_CLOUD === 'google' ? googleSignedUrls(environment) : undefined;
}
