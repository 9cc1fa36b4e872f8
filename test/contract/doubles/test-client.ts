import { after, before } from 'node:test';
import type { HttpDouble } from './http-double.ts';
import { startMetadataDouble } from './metadata-double.ts';

/** Settings with which Google's clients talk to a double, signed in as on a machine of Google's. */
export function testClient({ url }: HttpDouble) {
  return { projectId: 'test-project', apiEndpoint: url, useAuthWithCustomEndpoint: true };
}

/** Lets the file's tests run as on a machine of Google's. */
export function onGoogleMachine(): void {
  let metadata: HttpDouble | undefined;
  before(async () => {
    metadata = await startMetadataDouble();
  });
  after(() => metadata?.close());
}
