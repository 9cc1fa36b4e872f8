import type { HttpDouble } from './http-double.ts';

/** Settings with which Google's clients talk to a double, whose token they fetch as they would fetch Google's. */
export function testClient({ url }: HttpDouble) {
  return {
    projectId: 'test-project',
    apiEndpoint: url,
    useAuthWithCustomEndpoint: true,
    credentials: { type: 'authorized_user', client_id: 'id', client_secret: 'secret', refresh_token: 'refresh' },
    clientOptions: { endpoints: { oauth2TokenUrl: `${url}/token` } },
  };
}
