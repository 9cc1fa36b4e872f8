import type { Day } from '../day.ts';

/** Whether the schedule of an export (see `defineExport`) fires on that day. */
export function firesOn(schedule: string, day: Day): boolean {
  const [, , dayOfMonth = '*', , weekday = '*'] = schedule.split(' ');
  const date = new Date(`${day}T00:00:00Z`);
  if (dayOfMonth !== '*' && Number(dayOfMonth) !== date.getUTCDate()) return false;
  if (weekday === '*') return true;
  const [first = 0, last = first] = weekday.split('-').map(Number);
  return date.getUTCDay() >= first && date.getUTCDay() <= last;
}

/** The schedule's time of day, `04:10`. */
export function timeOf(schedule: string): string {
  const [minute = '', hour = ''] = schedule.split(' ');
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/** The schedule as people say it: `chaque jour à 04:10`. */
export function describeSchedule(schedule: string | null): string {
  if (schedule === null) return 'à la main';
  return `${describeDays(schedule)} à ${timeOf(schedule)}`;
}

function describeDays(schedule: string): string {
  const [, , dayOfMonth = '*', , weekday = '*'] = schedule.split(' ');
  if (dayOfMonth !== '*') return `le ${dayOfMonth === '1' ? '1er' : dayOfMonth} du mois`;
  if (weekday === '*') return 'chaque jour';
  const [first = 0, last = first] = weekday.split('-').map(Number);
  return first === last ? `le ${weekdays[first]}` : `du ${weekdays[first]} au ${weekdays[last]}`;
}
