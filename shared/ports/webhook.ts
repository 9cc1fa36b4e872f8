import type { DocumentData } from './documents.ts';

/** Tells somebody's program by HTTP. */
export interface Webhook {
  /**
   * Resolves once it was taken (2xx). `id` goes along as `Idempotency-Key`, the same on every try, since the answer of a
   * try may be lost.
   */
  post(id: string, body: DocumentData): Promise<void>;
}
