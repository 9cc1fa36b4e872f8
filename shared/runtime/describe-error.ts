const maxCauses = 8;

/**
 * The stack of what was thrown, then those of its causes. Only stacks and messages: an HTTP client's error carries
 * the request, with its credentials, in other fields.
 */
export function describeError(thrown: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  let current = thrown;
  while (current !== undefined && !seen.has(current) && seen.size < maxCauses) {
    seen.add(current);
    parts.push(describeOne(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join('\nCaused by: ');
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function describeOne(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`;
  if (!(thrown instanceof AggregateError)) return own;
  return [own, ...thrown.errors.slice(0, maxCauses).map((error) => `Together with: ${describeOne(error)}`)].join('\n');
}
