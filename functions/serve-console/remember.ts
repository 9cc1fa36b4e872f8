import type { Clock } from '../../shared/ports/clock.ts';

/**
 * What `look` gives, looked for at most once in so many seconds: a hundred people who watch cost one look. A look that
 * fails is forgotten at once.
 */
export function remember<T>(look: () => Promise<T>, seconds: number, clock: Clock): () => Promise<T> {
  let latest: { readonly value: Promise<T>; readonly until: number } | undefined;
  return () => {
    const nowMs = clock.now().getTime();
    if (latest !== undefined && nowMs < latest.until) return latest.value;
    const value = look();
    const entry = { value, until: nowMs + seconds * 1000 };
    latest = entry;
    value.catch(() => {
      if (latest === entry) latest = undefined;
    });
    return value;
  };
}
