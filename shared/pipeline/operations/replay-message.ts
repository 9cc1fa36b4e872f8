import type { Rejected } from '../../messages/rejected.ts';
import type { Clock } from '../../ports/clock.ts';
import { PermanentError } from '../../ports/failures.ts';
import { deadLetterAttributes, type Publisher } from '../../ports/messages.ts';
import type { RejectedMessages } from './rejected-messages.ts';

/** The topic that a rejected message came on: its own, or for a dead letter the one it was given up on. */
export function sourceTopicOf({ topic, sourceTopic }: Rejected): string | undefined {
  return topic.startsWith('dead-') || topic === '' ? sourceTopic : topic;
}

/**
 * Sends a rejected message again, then writes down that it was: whoever dies between the two sends it twice, which
 * changes nothing.
 * @param topic where to; its own unless said.
 * @throws PermanentError, in French, when it can never be sent.
 */
export async function replayMessage(
  id: string,
  rejected: Rejected,
  ports: { readonly publisher: Publisher; readonly rejected: RejectedMessages; readonly clock: Clock },
  topic: string | undefined = sourceTopicOf(rejected),
): Promise<void> {
  const { message, attributes, function: name } = rejected;
  if (topic === undefined) throw new PermanentError(`la fonction ${name} n’existe plus : message ${id} non renvoyé`);
  if (typeof message === 'string') throw new PermanentError(`le message ${id} n’est pas du JSON : rien à renvoyer`);
  await ports.publisher.publish(topic, message, ownAttributes(attributes));
  await ports.rejected.markReplayed(id, ports.clock.now().toISOString());
}

/** What was added when the message was given up is about that try, not about the next one. */
function ownAttributes(attributes: Rejected['attributes']): Rejected['attributes'] {
  const added = new Set<string>(Object.values(deadLetterAttributes));
  const own = Object.entries(attributes).filter(
    ([name]) => !added.has(name) && !name.startsWith('CloudPubSubDeadLetter'),
  );
  return Object.fromEntries(own);
}
