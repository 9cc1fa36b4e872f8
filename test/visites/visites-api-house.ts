import { createSnapshotEngine } from '../../functions/serve-visites/engines/snapshot-engine.ts';
import { createServeVisites } from '../../functions/serve-visites/serve-visites.ts';
import type { VisitesPorts } from '../../functions/serve-visites/visites-ports.ts';
import { createFileObjects } from '../../shared/adapters/files/file-objects.ts';
import { resvgPng } from '../../shared/adapters/resvg/resvg-png.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { beginSnapshot } from '../../shared/pipeline/visites/snapshot-objects.ts';
import type { Row } from '../../shared/ports/warehouse.ts';
import { createAuthenticator } from '../../shared/runtime/auth.ts';
import { embeddedIssuer } from '../../shared/runtime/embedded-issuer.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import type { Tables } from './random-tables.ts';

/** The analytics' API in this process over snapshots of given rows, a clock that stands, and tokens of its own issuer. */
export async function openVisitesApi() {
  const folder = await temporaryFolder();
  const objects = createFileObjects(folder.path);
  const { issuer, mintToken: mint } = embeddedIssuer(folder.path);
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ function: 'test', write: (line) => lines.push(JSON.parse(line)) });
  const snapshots = createSnapshotEngine(objects);
  const state = { now: Date.now(), version: null as string | null, counts: 0, beforeCount: () => Promise.resolve() };
  // By the clock that stands.
  const mintToken: typeof mint = (asked) => mint({ now: new Date(state.now), ...asked });
  const clock = { now: () => new Date(state.now) };
  const ports: VisitesPorts = {
    engine: {
      async open(version) {
        const data = await snapshots.open(version);
        return {
          ...data,
          async count(page, selection) {
            state.counts += 1;
            await state.beforeCount();
            return data.count(page, selection);
          },
        };
      },
    },
    currentVersion: async () => state.version,
    refreshSeconds: 100,
    countsAtOnce: 1,
    makePng: resvgPng,
    clock,
    logger,
  };
  const verify = createAuthenticator([issuer], { clock, logger });
  // Thousands of requests bring few tokens: each good one is verified once.
  const verified = new Map<string, ReturnType<typeof verify>>();
  const authenticate: typeof verify = async (request) => {
    const token = request.headers.get('authorization') ?? '';
    const known = verified.get(token) ?? verify(request);
    await known;
    verified.set(token, known);
    return known;
  };
  const api = createServeVisites(ports, authenticate);

  return {
    api,
    lines,
    state,
    mintToken,
    folder: folder.path,
    objects,
    token: (roles: readonly string[], idUtilisateur?: unknown) =>
      mintToken({ sub: 'somebody', ttlSeconds: 3600, claims: { roles, id_utilisateur: idUtilisateur } }),
    /** The snapshot of a version, as an import writes it; the API sees it from its next look on. */
    async store(tables: Tables, version: string) {
      const snapshot = beginSnapshot(objects, version);
      const all = new Map<string, readonly Row[]>(Object.entries(tables));
      for (const table of visitesSet.tables) snapshot.add(table.name, all.get(table.name) ?? []);
      await snapshot.finish();
      state.version = version;
    },
    ask: (path: string, token: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
      api(
        new Request(`http://host/analytics${path}`, {
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        }),
      ),
    close: () => folder.remove(),
  };
}
