import { createSign, generateKeyPairSync } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { type HttpDouble, Refusal, startDouble } from './http-double.ts';

/** The token that the machine's service account has in tests. */
export const testToken = 'token-of-the-test';
const email = 'function@test-project.iam.gserviceaccount.com';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Checks what the double has signed, as Google would. */
export const signingKey = keys.publicKey;

/**
 * What a machine of Google's says of its service account, and the IAM call that signs for it: clients get in without any
 * key file. Sources: https://cloud.google.com/compute/docs/metadata/querying-metadata and
 * https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob
 */
export async function startMetadataDouble(): Promise<HttpDouble> {
  const account = '/computeMetadata/v1/instance/service-accounts/default';
  const facts = { email, aliases: ['default'], scopes: ['https://www.googleapis.com/auth/cloud-platform'] };
  const answers = new Map<string, unknown>([
    [`${account}/token`, { access_token: testToken, token_type: 'Bearer', expires_in: 3599 }],
    [`${account}/`, facts],
    [account, facts],
    [`${account}/email`, email],
  ]);
  const double = await startDouble(async ({ method, url, incoming }) => {
    if (method === 'POST' && url.pathname === `/v1/projects/-/serviceAccounts/${email}:signBlob`) {
      if (incoming.headers.authorization !== `Bearer ${testToken}`)
        throw new Refusal(401, 'required', 'Login Required.');
      const { payload } = z.object({ payload: z.string() }).parse(JSON.parse((await buffer(incoming)).toString()));
      const signed = createSign('RSA-SHA256').update(Buffer.from(payload, 'base64')).sign(keys.privateKey, 'base64');
      return { status: 200, body: { keyId: 'key', signedBlob: signed } };
    }
    const body = answers.get(url.pathname);
    if (body === undefined || incoming.headers['metadata-flavor'] !== 'Google')
      throw new Refusal(404, 'notFound', url.pathname);
    return { status: 200, headers: { 'metadata-flavor': 'Google' }, body };
  });
  process.env.GCE_METADATA_HOST = new URL(double.url).host;
  process.env.METADATA_SERVER_DETECTION = 'assume-present';
  return double;
}
