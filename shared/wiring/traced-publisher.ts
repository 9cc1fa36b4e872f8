import type { Publisher } from '../ports/messages.ts';
import { currentTraceparent } from '../runtime/trace/current-span.ts';

/** The publisher, whose messages carry the trace of the work that publishes them, unless they carry one already. */
export function tracedPublisher(publisher: Publisher): Publisher {
  return {
    publish: (topic, message, attributes) => {
      const traceparent = currentTraceparent();
      if (traceparent === undefined) return publisher.publish(topic, message, attributes);
      return publisher.publish(topic, message, { traceparent, ...attributes });
    },
  };
}
