import { Storage } from '@google-cloud/storage';
import type { HttpDouble } from './http-double.ts';

/** Settings with which Google's clients talk to a double, whose token they fetch as they would fetch Google's. */
export async function testClient({ url }: HttpDouble) {
  const credentials = { type: 'authorized_user', client_id: 'id', client_secret: 'secret', refresh_token: 'refresh' };
  // Of the clients, this one alone lets the token's address be chosen; they all take its way of signing in.
  const { authClient } = new Storage({
    credentials,
    clientOptions: { endpoints: { oauth2TokenUrl: `${url}/token` } },
  });
  return {
    projectId: 'test-project',
    apiEndpoint: url,
    useAuthWithCustomEndpoint: true,
    authClient: await authClient.getClient(),
  };
}
