import type { DeliveredMessage } from '../ports/messages.ts';
import { messagePublishedType } from '../runtime/pubsub-event.ts';

const project = 'projects/terrain';

/**
 * A delivered message as functions-framework gives it to a function behind an Eventarc trigger.
 * Source: https://cloud.google.com/eventarc/docs/workflows/cloudevents (`MessagePublishedData`)
 */
export function toPubsubCloudEvent(message: DeliveredMessage, subscription: string) {
  const { id, topic, data, attributes, publishedAt, attempt } = message;
  return {
    specversion: '1.0',
    id,
    type: messagePublishedType,
    source: `//pubsub.googleapis.com/${project}/topics/${topic}`,
    time: publishedAt,
    datacontenttype: 'application/json',
    data: {
      message: {
        data: Buffer.from(JSON.stringify(data)).toString('base64'),
        attributes: { ...attributes },
        messageId: id,
        message_id: id,
        publishTime: publishedAt,
        publish_time: publishedAt,
      },
      subscription: `${project}/subscriptions/${subscription}`,
      deliveryAttempt: attempt,
    },
  };
}
