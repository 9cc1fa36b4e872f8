/**
 * Round numbers from 0, or below where values are, to at least the highest value: about `count` steps, of whole numbers where
 * what is counted is whole.
 */
export function niceTicks(lowest: number, highest: number, count: number, isWhole = false): readonly number[] {
  const low = Math.min(0, lowest);
  const high = Math.max(0, highest);
  if (high === low) return [0, 1];
  const rough = Math.max((high - low) / count, isWhole ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ((isWhole && power < 10 ? [1, 2, 5] : [1, 2, 2.5, 5]).find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
