import { addDays, dayInZone, daysBetween } from '../../shared/domain/day.ts';
import { stageLabels } from '../../shared/domain/interventions/labels.ts';
import type { Run } from '../../shared/domain/interventions/run.ts';
import { summarizeHistory } from '../../shared/domain/interventions/run-history.ts';
import { dayBounds } from '../../shared/domain/zone.ts';
import type { History } from '../../shared/messages/console.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

const secondsKept = 30;

/** The runs of the last `days` days, today among them, summed up day by day. */
export function createHistory({ runs, clock, zone }: Pick<ConsolePorts, 'runs' | 'clock' | 'zone'>) {
  const looks = new Map<number, () => Promise<History>>();

  return (days: number): Promise<History> => {
    const look = looks.get(days) ?? remember(() => summarize(days), secondsKept, clock);
    looks.set(days, look);
    return look();
  };

  async function summarize(days: number): Promise<History> {
    const today = dayInZone(clock.now(), zone);
    const first = addDays(today, 1 - days);
    const since = dayBounds(first, zone).from.toISOString();
    const found: Run[] = [];
    let startAfterId: string | undefined;
    do {
      const page = await runs.query({
        where: [{ field: 'startedAt', op: '>=', value: since }],
        limit: 200,
        ...(startAfterId === undefined ? {} : { startAfterId }),
      });
      found.push(...page.map(({ value }) => value));
      startAfterId = page.length === 200 ? page.at(-1)?.id : undefined;
    } while (startAfterId !== undefined);
    const { durations, causes, ...rest } = summarizeHistory(found, daysBetween(first, today), zone);
    return {
      days: [...rest.days],
      durations: durations.map((one) => ({ ...one, label: stageLabels[one.stage] })),
      causes: causes.map((one) => ({ ...one, stage: stageLabels[one.stage] })),
    };
  }
}
