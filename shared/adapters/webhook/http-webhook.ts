import type { Webhook } from '../../ports/webhook.ts';

const timeoutMilliseconds = 15_000;

/** A webhook at one address. Redirects are not followed: the address is what was configured. */
export function createHttpWebhook(url: string): Webhook {
  return {
    async post(id, body) {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the webhook at ${new URL(url).host} answered ${answer.status}`);
    },
  };
}
