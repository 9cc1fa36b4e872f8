import pc from 'picocolors';

/** A bar of `width` characters: done, failed, and what remains; three signs, so that it says the same without colours. */
export function bar(done: number, failed: number, total: number, width: number): string {
  if (total === 0) return pc.dim('░'.repeat(width));
  const failedWidth = failed === 0 ? 0 : Math.max(1, Math.floor((failed / total) * width));
  const doneWidth = Math.min(width - failedWidth, Math.floor((done / total) * width));
  const rest = width - doneWidth - failedWidth;
  return `${pc.green('█'.repeat(doneWidth))}${pc.red('▒'.repeat(failedWidth))}${pc.dim('░'.repeat(rest))}`;
}
