import type { Count } from '../../shared/ports/counts.ts';

/** A counter that can be read: `name{label=value,...}` and how much. */
export function openTally() {
  const counted: Record<string, number> = {};
  const count: Count = (name, amount, labels) => {
    const kinds = Object.entries<string>(labels).map(([label, value]) => `${label}=${value}`);
    const key = kinds.length === 0 ? name : `${name}{${kinds.join()}}`;
    counted[key] = (counted[key] ?? 0) + amount;
  };
  return { count, counted: counted as Readonly<Record<string, number>> };
}
