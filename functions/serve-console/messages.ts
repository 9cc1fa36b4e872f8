import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { MessageView } from '../../shared/messages/console.ts';
import type { KeptMessage } from '../../shared/pipeline/operations/rejected-messages.ts';
import { replayMessage, sourceTopicOf } from '../../shared/pipeline/operations/replay-message.ts';
import type { ConsolePorts } from './console-ports.ts';

const pageSize = 50;
/** A run of replays ends by itself, so that a request does not outlast its caller; the rest takes another. */
const mostReplays = 500;

const longestContent = 400;

/** Looks at rejected messages and dead letters, and sends them again. */
export function createMessageDesk({
  rejected,
  publisher,
  clock,
}: Pick<ConsolePorts, 'rejected' | 'publisher' | 'clock'>) {
  const ports = { rejected, publisher, clock };
  return {
    async page(after?: string): Promise<{ messages: MessageView[]; next: string | null }> {
      const { messages, next } = await rejected.page(pageSize, after);
      return { messages: messages.map(viewMessage), next: next ?? null };
    },
    /** Sends one again. @returns false when there is none of that id. @throws PermanentError when it can never be sent. */
    async replay(id: string): Promise<boolean> {
      const message = await rejected.get(id);
      if (message === undefined) return false;
      await replayMessage(id, message, ports);
      return true;
    },
    /** Sends all that wait again, at most 500. @returns how many were sent, and how many cannot be. */
    async replayAll(): Promise<{ replayed: number; impossible: number; more: boolean }> {
      const outcome = { replayed: 0, impossible: 0 };
      let after: string | undefined;
      do {
        const { messages, next } = await rejected.page(pageSize, after);
        for (const { id, value } of messages) {
          if (canReplay(value)) {
            await replayMessage(id, value, ports);
            outcome.replayed += 1;
          } else outcome.impossible += 1;
        }
        after = next;
      } while (after !== undefined && outcome.replayed < mostReplays);
      return { ...outcome, more: after !== undefined };
    },
  };
}

function canReplay(rejected: KeptMessage['value']): boolean {
  return typeof rejected.message !== 'string' && sourceTopicOf(rejected) !== undefined;
}

function viewMessage({ id, value }: KeptMessage): MessageView {
  const { message } = value;
  const reference = typeof message === 'string' ? undefined : message.reference;
  const content = typeof message === 'string' ? message : JSON.stringify(message);
  return {
    id,
    kind: value.kind,
    function: value.function,
    topic: sourceTopicOf(value) ?? value.topic,
    reference: typeof reference === 'string' ? reference : null,
    interventionId: typeof reference === 'string' ? documentId(reference) : null,
    content: content.length > longestContent ? `${content.slice(0, longestContent)}…` : content,
    reason: value.reason,
    at: value.at,
    canReplay: canReplay(value),
  };
}
