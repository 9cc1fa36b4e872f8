import { type DoubleAnswer, type DoubleRequest, type HttpDouble, Refusal, startDouble } from './http-double.ts';

const versionPath = /^\/v1\/projects\/([^/]+)\/secrets\/([\w-]+)\/versions\/latest:access$/;

/** Secret Manager's REST API, as far as this project uses it: the latest version of these secrets of one project. */
export async function startSecretManagerDouble(
  projectId: string,
  secrets: Readonly<Record<string, string>>,
): Promise<HttpDouble> {
  async function answer({ method, url }: DoubleRequest): Promise<DoubleAnswer> {
    const [, project, name = ''] = versionPath.exec(url.pathname) ?? [];
    if (method !== 'GET' || project === undefined) throw new Refusal(404, 'notFound', `Not Found: ${url.pathname}`);
    const resource = `projects/${project}/secrets/${name}`;
    if (project !== projectId) throw new Refusal(403, 'forbidden', `Permission denied on resource ${resource}`);
    if (!Object.hasOwn(secrets, name)) throw new Refusal(404, 'notFound', `Secret [${resource}] not found`);
    const data = Buffer.from(secrets[name] ?? '').toString('base64');
    return { status: 200, body: { name: `${resource}/versions/1`, payload: { data } } };
  }
  return startDouble(answer);
}
