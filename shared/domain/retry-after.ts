// IMF-fixdate, RFC 850 and asctime, the three forms of RFC 9110 5.6.7. Anything else is no date: `Date.parse` alone
// takes `0.5` and `soon 12` for days of 2001.
const httpDate =
  /^[a-z]{3,9}, \d{2}[ -][a-z]{3}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$|^[a-z]{3} [a-z]{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/i;

/**
 * The seconds that a Retry-After header (RFC 9110 10.2.3) asks to wait from `now` on: a number, with a fraction too, or
 * an HTTP date, where a past one is 0. Not capped: what is too long to wait is the caller's matter.
 * @returns undefined when it is absent or says nothing readable.
 */
export function retryAfterSeconds(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return Number(text);
  if (!httpDate.test(text)) return undefined;
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}
