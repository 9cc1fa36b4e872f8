import pc from 'picocolors';

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Lines that are drawn again in place in a terminal; elsewhere the caller's one-line summary, each time it changes. */
export function createLiveLines(output: Output) {
  let drawn = 0;
  let lastSummary = '';
  return {
    draw(lines: readonly string[], summary: string): void {
      if (output.isTTY === true) {
        const up = drawn > 0 ? `\u001b[${drawn}A` : '';
        output.write(`${up}${lines.map((line) => `\u001b[2K${line}`).join('\n')}\n`);
        drawn = lines.length;
      } else if (summary !== lastSummary) {
        output.write(`${summary}\n`);
        lastSummary = summary;
      }
    },
  };
}

/** A bar of `width` characters: done, failed, and what remains. */
export function bar(done: number, failed: number, total: number, width: number): string {
  if (total === 0) return pc.dim('░'.repeat(width));
  const doneWidth = Math.floor((done / total) * width);
  const failedWidth = failed === 0 ? 0 : Math.max(1, Math.floor((failed / total) * width));
  const rest = Math.max(0, width - doneWidth - failedWidth);
  return `${pc.green('█'.repeat(doneWidth))}${pc.red('█'.repeat(failedWidth))}${pc.dim('░'.repeat(rest))}`;
}
