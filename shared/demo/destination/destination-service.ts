import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, answerJson } from '../http/answer.ts';
import { RequestError, readHeader } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import type { DemoService } from '../http/start-server.ts';
import { interventionsBodySchema, photoRecordsBodySchema } from './bodies.ts';
import type { Effect, Journal } from './journal.ts';
import { readIdempotencyKey, readJson } from './read-request.ts';
import { readUpload, type Upload } from './read-upload.ts';

interface DestinationOptions {
  readonly token: string;
  readonly journal: Journal;
  /** Accepted photos are also written here, as `<first 12 of the sha256>_<name>`. */
  readonly keepFilesIn?: string | undefined;
  /** Interventions that are refused with status 400, and why; may change while it runs. */
  readonly refusals: ReadonlyMap<string, string>;
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function keepFile(folder: string, { name, sha256: digest, bytes }: Upload): void {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, `${digest.slice(0, 12)}_${Buffer.from(name).subarray(0, 200).toString('utf8')}`);
  writeFileSync(`${target}.partial`, bytes);
  renameSync(`${target}.partial`, target);
}

function countItems(effect: Effect): number {
  return effect.kind === 'photo' ? 1 : effect.items.length;
}

/** The customer's API: one effect per idempotency key and route, kept in the journal before it is acknowledged. */
export function createDestinationService({ token, journal, keepFilesIn, refusals }: DestinationOptions): DemoService {
  const accepted = new Map<string, Effect>();
  for (const entry of journal.entries) if (entry.kind !== 'again') accepted.set(`${entry.kind} ${entry.key}`, entry);

  // Nothing is awaited between looking and writing: two requests with one key cannot both be first.
  const accept = (effect: Effect, beforeWriting?: () => void): Answer => {
    const known = accepted.get(`${effect.kind} ${effect.key}`);
    if (known !== undefined && known.digest !== effect.digest) {
      throw new RequestError(422, 'cette Idempotency-Key a déjà servi pour un autre contenu');
    }
    if (known === undefined) beforeWriting?.();
    journal.append(known ? { kind: 'again', route: effect.kind, key: effect.key } : effect);
    accepted.set(`${effect.kind} ${effect.key}`, known ?? effect);
    return answerJson({ statut: 'accepte', recus: countItems(known ?? effect) });
  };
  const stamp = (key: string, digest: string) => ({ key, digest, at: new Date().toISOString() });

  const routes: readonly Route[] = [
    {
      method: 'POST',
      path: '/interventions',
      answer: async (request) => {
        const key = readIdempotencyKey(request);
        const items = await readJson(request, interventionsBodySchema);
        const refusal = items.map(({ cle }) => refusals.get(cle)).find((reason) => reason !== undefined);
        if (refusal !== undefined) throw new RequestError(400, refusal);
        return accept({ kind: 'interventions', ...stamp(key, sha256(JSON.stringify(items))), items });
      },
    },
    {
      method: 'POST',
      path: '/photo-data',
      answer: async (request) => {
        const key = readIdempotencyKey(request);
        const items = await readJson(request, photoRecordsBodySchema);
        return accept({ kind: 'photoRecords', ...stamp(key, sha256(JSON.stringify(items))), items });
      },
    },
    {
      method: 'POST',
      path: '/photos',
      answer: async (request) => {
        const key = readIdempotencyKey(request);
        const upload = await readUpload(request);
        const facts = { name: upload.name, sha256: upload.sha256, bytes: upload.bytes.length };
        const effect: Effect = { kind: 'photo', ...stamp(key, sha256(`${upload.sha256} ${upload.name}`)), ...facts };
        return accept(effect, keepFilesIn === undefined ? undefined : () => keepFile(keepFilesIn, upload));
      },
    },
  ];

  return {
    name: 'destination',
    answer: async (request) => {
      if (readHeader(request, 'authorization') !== `Bearer ${token}`)
        throw new RequestError(401, 'jeton absent ou refusé');
      return await answerByRoute(routes, request);
    },
    answerError: (status, message) => answerJson({ erreur: message }, status),
  };
}
