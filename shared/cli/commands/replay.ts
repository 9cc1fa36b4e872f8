import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { functionNames, readDeploy } from '../../host/load-functions.ts';
import type { Rejected } from '../../messages/rejected.ts';
import { openRejected } from '../../pipeline/operations/rejected-messages.ts';
import { replayMessage, sourceTopicOf } from '../../pipeline/operations/replay-message.ts';
import { functionsDirectory, loadDotEnv, readHostEnvironment } from '../embedded-host.ts';
import { pause, stoppingMessage, stopStatus } from '../stop-request.ts';
import { counted } from '../terminal/counted.ts';
import { openOrJoinHost, type Workplace } from '../workplace.ts';

const pollMilliseconds = 300;

/**
 * `replay [--topic T] [--id ID]`: sends rejected messages again and waits until they are done with. While a host runs on the
 * folder, that host does the work.
 */
export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { topic: { type: 'string' }, id: { type: 'string' } } });
  loadDotEnv();
  const opened = await openOrJoinHost(readHostEnvironment(), { mayLeaveOut: () => true });
  const { stop } = opened;
  try {
    const rejected = openRejected(opened.documents, opened.memory);
    const waiting = await rejected.waiting();
    const withTopics = await Promise.all(waiting.map(async (one) => ({ ...one, topics: await topicsOf(one.value) })));
    const chosen = withTopics.filter(
      ({ id, topics }) =>
        (values.id === undefined || id === values.id) && (values.topic === undefined || topics.includes(values.topic)),
    );
    if (chosen.length === 0) {
      const which =
        values.id === undefined ? '' : ` sous l’identifiant « ${values.id} » : npm run terrain -- status les donne`;
      process.stdout.write(`Aucun message à renvoyer${which}.\n`);
      return values.id === undefined ? 0 : 1;
    }
    for (const { id, value, topics } of chosen) {
      const ports = { publisher: opened.broker, rejected, clock: systemClock };
      await replayMessage(id, value, ports, topics[0]);
    }
    process.stdout.write(`${counted(chosen.length, 'message renvoyé', 'messages renvoyés')}…\n`);
    const waitingFor = await settle(opened, stop);
    if (stop.aborted) {
      process.stdout.write(stoppingMessage);
      return stopStatus(stop);
    }
    if (waitingFor.length > 0) {
      const why = 'faute de variables : ce qui est pour elles attend';
      process.stdout.write(`Laissées de côté, ${why} (${waitingFor.join(', ')}).\n`);
    }
    const left = (await rejected.waiting()).length;
    const rest = counted(left, 'message rejeté reste', 'messages rejetés restent');
    if (left > 0) process.stdout.write(`${rest} : npm run terrain -- status\n`);
    const isDone = left + waitingFor.length === 0;
    if (isDone) process.stdout.write('Tout est passé.\n');
    return isDone ? 0 : 1;
  } finally {
    await opened.close();
  }
}

/** The topic to send it to: its own, or for a dead letter of an older version those of the function that gave it up. */
async function topicsOf(rejected: Rejected): Promise<readonly string[]> {
  const source = sourceTopicOf(rejected);
  if (source !== undefined) return [source];
  if (!(await functionNames(functionsDirectory)).includes(rejected.function)) return [];
  const { trigger } = await readDeploy(path.join(functionsDirectory, rejected.function, 'deploy.json'));
  return trigger.kind === 'messages' ? trigger.topics : [];
}

/** Waits until no function that works has a message left, or it is asked to stop. @returns those that have some and do not work. */
async function settle({ broker, leftOut }: Workplace, stop: AbortSignal): Promise<readonly string[]> {
  const names = await functionNames(functionsDirectory);
  for (;;) {
    await pause(pollMilliseconds, stop);
    const backlog = await broker.backlog();
    const busy = names.filter((name) => (backlog[name] ?? 0) > 0);
    const resting = busy.filter((name) => leftOut().includes(name));
    if (stop.aborted || busy.length === resting.length) return resting;
  }
}
