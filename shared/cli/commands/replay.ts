import { parseArgs } from 'node:util';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { subscriptionsOf } from '../../host/deliver.ts';
import type { Rejected } from '../../messages/rejected.ts';
import { openRejected } from '../../pipeline/operations/rejected-messages.ts';
import { replayMessage, sourceTopicOf } from '../../pipeline/operations/replay-message.ts';
import { loadDotEnv, type OpenHost, openHost, readHostEnvironment } from '../embedded-host.ts';
import { listenForStop, pause, stoppingMessage, stopStatus } from '../stop-request.ts';

const pollMilliseconds = 300;

/** `replay [--topic T] [--id ID]`: sends rejected messages again and waits until they are done with. */
export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { topic: { type: 'string' }, id: { type: 'string' } } });
  loadDotEnv();
  const opened = await openHost(readHostEnvironment(), 0);
  const stop = listenForStop();
  try {
    const rejected = openRejected(opened.documents, opened.memory);
    const waiting = await rejected.waiting();
    const chosen = waiting.filter(
      ({ id, value }) =>
        (values.id === undefined || id === values.id) &&
        (values.topic === undefined || topicsOf(value, opened).includes(values.topic)),
    );
    if (chosen.length === 0) {
      process.stdout.write('Aucun message à renvoyer.\n');
      return values.id === undefined ? 0 : 1;
    }
    for (const { id, value } of chosen) {
      const ports = { publisher: opened.broker, rejected, clock: systemClock };
      await replayMessage(id, value, ports, topicsOf(value, opened)[0]);
    }
    process.stdout.write(`${chosen.length} message(s) renvoyé(s)…\n`);
    await settle(opened, stop);
    if (stop.aborted) {
      process.stdout.write(stoppingMessage);
      return stopStatus(stop);
    }
    const left = (await rejected.waiting()).length;
    process.stdout.write(
      left === 0 ? 'Tout est passé.\n' : `${left} message(s) rejeté(s) restent : npm run terrain -- status\n`,
    );
    return left === 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

/** The topic to send it to: its own, or for a dead letter of an older version those of the function that gave it up. */
function topicsOf(rejected: Rejected, { host }: OpenHost): readonly string[] {
  const source = sourceTopicOf(rejected);
  if (source !== undefined) return [source];
  return subscriptionsOf(host.functions).find(({ name }) => name === rejected.function)?.topics ?? [];
}

/** Waits until no function of this host has a message left, or it is asked to stop. */
async function settle({ broker, host }: OpenHost, stop: AbortSignal): Promise<void> {
  const names = subscriptionsOf(host.functions).map(({ name }) => name);
  const isBusy = async () => {
    const backlog = await broker.backlog();
    return names.some((name) => (backlog[name] ?? 0) > 0);
  };
  do await pause(pollMilliseconds, stop);
  while (!stop.aborted && (await isBusy()));
}
