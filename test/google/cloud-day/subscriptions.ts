import type { PubSub } from '@google-cloud/pubsub';
import { deadLetterTopic } from '../../../shared/host/deploy.ts';
import type { DeployedFunction } from './functions.ts';

/** Makes the topics and push subscriptions that Terraform makes of the same deploy.json files (terraform/subscriptions.tf). */
export async function makeSubscriptions(
  functions: readonly DeployedFunction[],
  pubsub: PubSub,
  pushUrl: string,
): Promise<void> {
  const listening = functions.filter(({ deploy }) => deploy.trigger.kind === 'messages');
  const dead = listening.map(({ name }) => deadLetterTopic(name));
  const heard = listening.flatMap(({ name, deploy }) => {
    if (deploy.trigger.kind !== 'messages') return [];
    const own = dead.filter((topic) => topic !== deadLetterTopic(name));
    return [...deploy.trigger.topics, ...(deploy.trigger.deadLetters ? own : [])].map((topic) => ({
      name,
      deploy,
      topic,
    }));
  });
  const published = functions.flatMap(({ deploy }) => [
    ...deploy.publishes,
    ...deploy.announces,
    ...deploy.schedules.map(({ topic }) => topic),
  ]);
  for (const topic of new Set([...published, ...dead, ...heard.map(({ topic }) => topic)])) {
    await pubsub.createTopic(topic);
  }
  for (const { name, deploy, topic } of heard) {
    const { minBackoffSeconds, maxBackoffSeconds } = deploy.retry;
    await pubsub.createSubscription(topic, `${name}.${topic}`, {
      ackDeadlineSeconds: Math.min(600, deploy.timeoutSeconds + 60),
      pushEndpoint: `${pushUrl}/${name}/projects/${pubsub.projectId}/topics/${topic}`,
      retryPolicy: { minimumBackoff: { seconds: minBackoffSeconds }, maximumBackoff: { seconds: maxBackoffSeconds } },
    });
  }
}
