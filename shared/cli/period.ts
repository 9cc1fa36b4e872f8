import { type Day, parseDay } from '../domain/day.ts';
import { UsageError } from './usage.ts';

/** A day as the command line gives it. @throws UsageError that names the option. */
export function readDay(option: string, text: string): Day {
  const day = parseDay(text);
  if (day === undefined) {
    throw new UsageError(`${option} : « ${text} » n’est pas une date (jj/mm/aaaa ou aaaa-mm-jj)`);
  }
  return day;
}

/** `--from` and `--to` as days. @throws UsageError when one is no day, or the end comes before the start. */
export function readPeriod({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const period = {
    ...(from === undefined ? {} : { from: readDay('--from', from) }),
    ...(to === undefined ? {} : { to: readDay('--to', to) }),
  };
  if (period.from !== undefined && period.to !== undefined && period.to < period.from) {
    throw new UsageError(`--to (${to}) vient avant --from (${from})`);
  }
  return period;
}
