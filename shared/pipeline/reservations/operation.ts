import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../ports/canonical-json.ts';
import type { DocumentTransaction, JsonValue } from '../../ports/documents.ts';
import { toDocument } from '../../ports/documents.ts';
import { collections, hashId, type KeptAnswer, operationSchema } from './collections.ts';

/**
 * One write that somebody asked for. Its document is written together with its effect: a transaction that runs again after
 * its commit's answer was lost, or a caller who repeats it under the same key, finds what was answered.
 */
export interface Operation {
  readonly id: string;
  readonly bodyHash: string;
  readonly at: Date;
}

/** The same key was used for another request. */
export class KeyReusedError extends Error {
  override name = 'KeyReusedError';
}

/** @param key of the caller's choice, within its scope; without one the operation is unlike every other. */
export function operationOf(
  at: Date,
  body: JsonValue,
  key?: { readonly scope: readonly string[]; readonly key: string },
): Operation {
  const bodyHash = hashId(canonicalJson(body));
  return { id: key === undefined ? randomUUID() : hashId(...key.scope, key.key), bodyHash, at };
}

/** Where the operation's document is. */
export function operationName({ id }: Operation) {
  return { collection: collections.operations.name, id };
}

/** What was answered when the operation was done before. @throws KeyReusedError */
export function answerBefore(data: unknown, { bodyHash }: Operation): KeptAnswer | undefined {
  if (data === undefined) return undefined;
  const kept = operationSchema.parse(data);
  if (kept.bodyHash !== bodyHash) throw new KeyReusedError('the key was used for another request');
  return kept.answer;
}

export function keepAnswer(transaction: DocumentTransaction, operation: Operation, answer: KeptAnswer): void {
  const { bodyHash, at } = operation;
  const document = toDocument({ bodyHash, at: at.toISOString(), answer });
  transaction.create(collections.operations.name, operation.id, document);
}
