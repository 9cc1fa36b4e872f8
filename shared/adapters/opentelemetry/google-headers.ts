import { GoogleAuth } from 'google-auth-library';

/** The headers by which Google's collector knows who sends: a token of the process's own account, renewed when it ends. */
export function createGoogleHeaders(): () => Promise<Record<string, string>> {
  const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' });
  return async () => ({ authorization: `Bearer ${await auth.getAccessToken()}` });
}
