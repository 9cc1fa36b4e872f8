import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFunctions } from '../../shared/host/load-functions.ts';
import { serveFunctions } from '../../shared/host/serve.ts';
import { signInLink } from '../../shared/pages/sign-in-link.ts';
import { embeddedIssuer } from '../../shared/runtime/embedded-issuer.ts';
import { createLogger, writeLogsTo } from '../../shared/runtime/log.ts';
import { runShutdownHooks } from '../../shared/runtime/shutdown.ts';

/** Somebody who looks at the calendar or books by the API. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly role: 'admin' | 'user' | 'service';
}

/** The reservations as the host serves them, with machines 1 to 3 (12/8, 8/8 and 4/4 GPU and memory), in a folder of its own. */
export async function openCalendarServer() {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-calendar-'));
  process.env.TERRAIN_DATA = folder;
  writeLogsTo(() => undefined);
  const { functions } = await loadFunctions(path.resolve(import.meta.dirname, '../../functions'), {
    wants: (name) => name === 'serve-reservations',
  });
  const logger = createLogger({ function: 'test', write: () => undefined });
  const host = await serveFunctions({ functions, port: 0, logger });
  const root = `${host.url}/reservations`;
  const token = (person: Person) => embeddedIssuer(folder).mintToken({ ...person, ttlSeconds: 3600 });
  const ask = async (
    person: Person,
    method: string,
    route: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await fetch(root + route, {
      method,
      headers: {
        authorization: `Bearer ${await token(person)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
    return { etag: answer.headers.get('etag') ?? '', json: text === '' ? undefined : JSON.parse(text) };
  };
  const admin: Person = { sub: 'root', name: 'Root', role: 'admin' };
  for (const [id, quantiteGPU, quantiteMemoire] of [
    [1, 12, 8],
    [2, 8, 8],
    [3, 4, 4],
  ]) {
    await ask(admin, 'POST', '/Ressource', { id, quantiteGPU, quantiteMemoire });
  }
  return {
    ask,
    /** The page's address that signs the person in. */
    link: async (person: Person, query = '') => signInLink(`${root}/${query}`, await token(person)),
    async close() {
      await host.close(0);
      await runShutdownHooks();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
