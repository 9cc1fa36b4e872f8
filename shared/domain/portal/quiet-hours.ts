/** A daily span of the portal's wall clock, `HH:mm`, which may pass midnight; its end does not belong to it. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** How many seconds of quiet are left at that wall-clock time (`HH:mm:ss`); 0 when the portal may be used. */
export function quietSecondsLeft(spans: readonly QuietHours[], time: string): number {
  const now = secondsOfDay(time);
  const left = spans.map(({ from, to }) => {
    const start = secondsOfDay(from);
    const length = (secondsOfDay(to) - start + 86_400) % 86_400;
    const passed = (now - start + 86_400) % 86_400;
    return passed < length ? length - passed : 0;
  });
  return Math.max(0, ...left);
}

function secondsOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
