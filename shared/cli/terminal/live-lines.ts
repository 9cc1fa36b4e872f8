import { fit, widthOf } from './fit.ts';

/** What is written to: standard output, or a test's own. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Where something else may write meanwhile: standard error. */
export interface Interrupter {
  write: (text: string) => boolean;
}

const secondsBetweenSummaries = 10;
const control = '\u001b[';

/**
 * Lines that are drawn again in place in a terminal, cut to its width; where it has too few rows, their summary alone.
 * Elsewhere the summary as a plain line: at first, when the phase changes, and every ten seconds that something moved.
 * What is written on standard error meanwhile comes before them.
 */
export function createLiveLines(output: Output, interrupter?: Interrupter, nowMs: () => number = Date.now) {
  let drawn: readonly string[] = [];
  let told = { summary: '', phase: '', atMs: 0 };
  const restore = output.isTTY === true && interrupter !== undefined ? giveWay(interrupter) : () => undefined;

  /** The sequence that takes away what is drawn, also when the terminal has become narrower and wrapped it. */
  function erase(): string {
    const columns = output.columns ?? 80;
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    return rows === 0 ? '' : `${control}${rows}A\r${control}0J`;
  }

  function giveWay(stream: Interrupter): () => void {
    const write = stream.write;
    stream.write = (text) => {
      output.write(erase());
      const written = write.call(stream, text);
      output.write(drawn.map((line) => `${line}\n`).join(''));
      return written;
    };
    return () => {
      stream.write = write;
    };
  }

  function tell(summary: string, phase: string): void {
    const isNew = phase !== told.phase || nowMs() - told.atMs >= secondsBetweenSummaries * 1000;
    if (!isNew || summary === told.summary) return;
    output.write(`${summary}\n`);
    told = { summary, phase, atMs: nowMs() };
  }

  return {
    /** @param phase what the summary is about: when it changes, the summary is told at once. */
    draw(lines: readonly string[], summary: string, phase = ''): void {
      if (output.isTTY !== true) {
        tell(summary, phase);
        return;
      }
      const shown = (output.rows ?? 24) > lines.length + 1 ? lines : [summary];
      // One column stays free: some terminals wrap a line that fills the last one.
      const next = shown.map((line) => fit(line, (output.columns ?? 80) - 1));
      output.write(`${erase()}${next.map((line) => `${line}\n`).join('')}`);
      drawn = next;
    },
    /** Takes the lines away: what comes next says it better. */
    end(): void {
      if (drawn.length > 0) output.write(erase());
      drawn = [];
      restore();
    },
  };
}
