import { parseTable } from '../../shared/domain/table/parse-table.ts';
import type { BenchResult } from './bench.ts';
import { median } from './median.ts';

const lineCount = 50_000;
const rounds = 9;

/** Reading a delimited table, whole and with a stray quote on each tenth line: a fault costs its own line, not all that follows. */
export async function run(): Promise<BenchResult> {
  const tableOf = (line: (at: number) => string) =>
    `a;b;c\n${Array.from({ length: lineCount }, (_, at) => line(at)).join('\n')}\n`;
  const whole = tableOf((at) => `${at};x;y`);
  const faulty = tableOf((at) => (at % 10 === 0 ? `${at};"x;y` : `${at};x;y`));
  const times = Array.from({ length: rounds }, () => ({ whole: timeOf(whole), faulty: timeOf(faulty) }));
  const [wholeMs, faultyMs] = [median(times.map((one) => one.whole)), median(times.map((one) => one.faulty))];
  return {
    title: `A table of ${lineCount} lines, ${rounds} interleaved rounds`,
    header: ['', 'ms (median)'],
    rows: [
      ['whole', wholeMs.toFixed(1)],
      ['a stray quote on each tenth line', faultyMs.toFixed(1)],
    ],
    figures: { wholeMs, faultyMs, faultyToWhole: faultyMs / wholeMs },
  };
}

function timeOf(text: string): number {
  const startedAt = performance.now();
  parseTable(text, { delimiter: 'auto', quote: '"' });
  return performance.now() - startedAt;
}
