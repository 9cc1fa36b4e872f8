import type { KeptAnswer } from '../../shared/pipeline/reservations/collections.ts';
import { json, noContent } from '../../shared/runtime/api/answers.ts';

/** The answer of a write, the same whether it was just done or is repeated. */
export function send({ status, headers, body }: KeptAnswer): Response {
  return status === 204 ? noContent() : json(status, body, headers);
}

export const nothingLeft: KeptAnswer = { status: 204, headers: {}, body: null };
