import { addDays, type Day } from '../../domain/day.ts';
import { type Stage, stages } from '../../domain/interventions/intervention.ts';
import { newRun, type Run, type RunReport, runIdOf } from '../../domain/interventions/run.ts';
import { instantOf } from '../../domain/zone.ts';
import { createRandom } from './random.ts';

/** When a day's runs start, and which part of the day's interventions the portal lists by then. */
const times = { '07:00': 0.75, '13:00': 0.9, '19:00': 1 } as const;
type Time = keyof typeof times;
const timesOfDay = ['07:00', '13:00', '19:00'] as const satisfies readonly Time[];

/** So many days ago the portal was down at noon. */
const failedBack = 9;

/** What usually stops an intervention, and how often of a thousand. */
const troubles = [
  { stage: 'photos', state: 'en_attente', of1000: 9, reason: 'le portail a répondu par une page de maintenance' },
  { stage: 'names', state: 'en_attente', of1000: 5, reason: 'la page des documents n’est pas venue en 30 s' },
  {
    stage: 'send',
    state: 'rejete',
    of1000: 4,
    reason: 'l’API du client a refusé l’intervention (400) : jeton inconnu',
  },
  { stage: 'deliver', state: 'en_attente', of1000: 3, reason: 'l’API du client a répondu 503' },
] as const;

/** Milliseconds that a stage usually takes. */
const usual: Readonly<Record<Stage, number>> = {
  photos: 6200,
  names: 1900,
  rename: 30,
  format: 20,
  send: 240,
  describe: 310,
  deliver: 1500,
};

/**
 * The runs of the days before today, as their reports tell them: for a console that has something to show. Always the same
 * for the same day; weekends are quiet, and one list could not be taken.
 */
export function createPastRuns(
  today: Day,
  zone: string,
  days = 30,
): readonly { readonly id: string; readonly run: Run }[] {
  const past = Array.from({ length: days }, (_, back) => addDays(today, back - days));
  return past.flatMap((day) =>
    timesOfDay.map((time) => {
      const startedAt = instantOf(day, time, zone);
      const failed = day === addDays(today, -failedBack) && time === '13:00';
      return { id: runIdOf(startedAt.toISOString(), {}), run: createRun(day, time, startedAt, failed) };
    }),
  );
}

function createRun(day: Day, time: Time, startedAt: Date, failed: boolean): Run {
  const random = createRandom(`${day} ${time}`);
  const found = foundBy(day, time);
  const before = timesOfDay[timesOfDay.indexOf(time) - 1];
  const created = found - (before === undefined ? 0 : foundBy(day, before));
  const endedAt = new Date(startedAt.getTime() + 20_000 + created * 1_700 + random.integer(0, 20_000)).toISOString();
  const begun = newRun(day, day, startedAt.toISOString());
  if (failed) {
    const error = 'le portail n’a pas répondu en 60 s';
    return {
      ...begun,
      status: 'echoue',
      endedAt,
      collect: { status: 'en_erreur', attempts: 5, error, days: [] },
      report: reportOf(0, day, random),
    };
  }
  const report = reportOf(created, day, random);
  const collected = {
    day,
    found,
    created,
    alreadyDelivered: found - created,
    rejectedRows: 0,
    rawObject: `${day}/liste.csv`,
    warnings: [],
  };
  return {
    ...begun,
    status: report.delivered === report.interventions ? 'termine' : 'incomplet',
    endedAt,
    collect: { status: 'fait', attempts: 1, error: null, days: [collected] },
    report,
  };
}

/** How many interventions of the day the portal lists at that time. */
function foundBy(day: Day, time: Time): number {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const busy = weekday === 0 ? 0.1 : weekday === 6 ? 0.4 : 1;
  return Math.round((21 + createRandom(day).integer(0, 6)) * busy * times[time]);
}

function reportOf(count: number, day: Day, random: ReturnType<typeof createRandom>): RunReport {
  const failures: RunReport['failures'] = [];
  for (let at = 0; at < count; at += 1) {
    const trouble = troubles.find(({ of1000 }) => random.integer(0, 999) < of1000);
    if (trouble === undefined) continue;
    const { stage, state, reason } = trouble;
    failures.push({ reference: `CRI-${day.replaceAll('-', '').slice(2)}${at}`, stage, state, reason });
  }
  const stoppedAt = (stage: Stage) => failures.filter((failure) => failure.stage === stage).length;
  let left = count;
  const countStage = (stage: Stage) => {
    const failed = stoppedAt(stage);
    left -= failed;
    return { done: left, failed, waiting: count - left - failed };
  };
  // In their order: each counts what the ones before have left.
  const counts: RunReport['stages'] = {
    photos: countStage('photos'),
    names: countStage('names'),
    rename: countStage('rename'),
    format: countStage('format'),
    send: countStage('send'),
    describe: countStage('describe'),
    deliver: countStage('deliver'),
  };
  const rejected = failures.filter(({ state }) => state === 'rejete').length;
  const photos = count * 5 + random.integer(0, count * 3);
  return {
    interventions: count,
    resumed: 0,
    delivered: count - failures.length,
    waiting: failures.length - rejected,
    rejected,
    photos,
    bytes: photos * (900_000 + random.integer(0, 300_000)),
    refusedPhotos: 0,
    stages: counts,
    durations:
      count === 0
        ? {}
        : Object.fromEntries(
            stages.map((stage) => {
              const median = Math.round(usual[stage] * (0.8 + random.integer(0, 40) / 100));
              return [stage, { median, slowest: Math.round(median * (1.5 + random.integer(0, 30) / 10)) }];
            }),
          ),
    warnings: [],
    failures,
  };
}
