import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { functionNames, readDeploy } from '../../host/load-functions.ts';
import type { Rejected } from '../../messages/rejected.ts';
import { openRejected } from '../../pipeline/operations/rejected-messages.ts';
import { replayMessage, sourceTopicOf } from '../../pipeline/operations/replay-message.ts';
import { functionsDirectory, isConfigured, loadDotEnv, readHostEnvironment } from '../embedded-host.ts';
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
  const opened = await openOrJoinHost(readHostEnvironment(), { wants: isConfigured });
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
      process.stdout.write('Aucun message à renvoyer.\n');
      return values.id === undefined ? 0 : 1;
    }
    for (const { id, value, topics } of chosen) {
      const ports = { publisher: opened.broker, rejected, clock: systemClock };
      await replayMessage(id, value, ports, topics[0]);
    }
    process.stdout.write(`${counted(chosen.length, 'message renvoyé', 'messages renvoyés')}…\n`);
    await settle(opened, stop);
    if (stop.aborted) {
      process.stdout.write(stoppingMessage);
      return stopStatus(stop);
    }
    const left = (await rejected.waiting()).length;
    const rest = counted(left, 'message rejeté reste', 'messages rejetés restent');
    process.stdout.write(left === 0 ? 'Tout est passé.\n' : `${rest} : npm run terrain -- status\n`);
    return left === 0 ? 0 : 1;
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

/** Waits until no function has a message left, or it is asked to stop. */
async function settle({ broker }: Workplace, stop: AbortSignal): Promise<void> {
  const names = await functionNames(functionsDirectory);
  const isBusy = async () => {
    const backlog = await broker.backlog();
    return names.some((name) => (backlog[name] ?? 0) > 0);
  };
  do await pause(pollMilliseconds, stop);
  while (!stop.aborted && (await isBusy()));
}
