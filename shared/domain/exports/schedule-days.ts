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
