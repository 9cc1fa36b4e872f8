import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit } from '../../../shared/cli/terminal/fit.ts';
import { createLiveLines } from '../../../shared/cli/terminal/live-lines.ts';

/** A terminal as far as live lines know one: text, line ends, "up", "to the start of the line" and "clear what follows". */
function openScreen(columns: number, rows = 24) {
  const screen = { isTTY: true, columns, rows, lines: [''], write };
  function write(text: string): boolean {
    for (const [part] of text.replaceAll('\u001b', '␛').matchAll(/␛\[(\d+)A\r␛\[0J|\n|[^\n␛]+/g)) {
      const up = /\[(\d+)A/.exec(part)?.[1];
      if (up !== undefined) screen.lines.splice(screen.lines.length - 1 - Number(up), Number.POSITIVE_INFINITY, '');
      else if (part === '\n') screen.lines.push('');
      else screen.lines[screen.lines.length - 1] += part;
    }
    return true;
  }
  return {
    ...screen,
    shown: () => screen.lines.join('\n'),
    /** Makes it narrower, and wraps what is longer as terminals do. */
    narrow(to: number) {
      screen.columns = to;
      this.columns = to;
      screen.lines = screen.lines.flatMap((line) => line.match(new RegExp(`.{1,${to}}`, 'g')) ?? ['']);
    },
  };
}

test('lines are drawn again in place, cut to the width', () => {
  const screen = openScreen(12);
  screen.write('before\n');
  const live = createLiveLines(screen);
  live.draw(['one', 'two'], 'summary', '');
  live.draw(['a line that is long', 'three', 'four'], 'summary', '');
  assert.equal(screen.shown(), 'before\na line tha…\nthree\nfour\n');
  live.draw(['five'], 'summary', '');
  assert.equal(screen.shown(), 'before\nfive\n');
  live.end();
  screen.write('after');
  assert.equal(screen.shown(), 'before\nafter');
});

test('a terminal that became narrower, and wrapped the lines, is cleaned up', () => {
  const screen = openScreen(40);
  screen.write('before\n');
  const live = createLiveLines(screen);
  live.draw(['abcdefghijklmnopqrst', 'short'], 'summary', '');
  screen.narrow(8);
  live.draw(['1234567890', 'short'], 'summary', '');
  assert.equal(screen.shown(), 'before\n123456…\nshort\n');
});

test('a terminal with too few rows shows the summary alone', () => {
  const screen = openScreen(40, 3);
  const live = createLiveLines(screen);
  live.draw(['one', 'two', 'three'], 'the summary', '');
  live.draw(['one', 'two', 'four'], 'the next summary', '');
  assert.equal(screen.shown(), 'the next summary\n');
});

test('what is written on standard error meanwhile comes before the lines, and has its own way again after the end', () => {
  const screen = openScreen(40);
  const errors = { write: (text: string) => screen.write(text) };
  const own = errors.write;
  const live = createLiveLines(screen, errors);
  live.draw(['one', 'two'], 'summary', '');
  errors.write('a warning\n');
  assert.equal(screen.shown(), 'a warning\none\ntwo\n');
  live.draw(['three', 'four'], 'summary', '');
  assert.equal(screen.shown(), 'a warning\nthree\nfour\n');
  live.end();
  assert.equal(screen.shown(), 'a warning\n');
  assert.equal(errors.write, own);
});

test('elsewhere than in a terminal: few plain lines, at once for a new phase, then every ten seconds', () => {
  const lines: string[] = [];
  let now = 0;
  const live = createLiveLines({ write: (text) => lines.push(text) }, undefined, () => now);
  live.draw([], 'list', 'list');
  live.draw([], '0/24', 'work');
  for (let second = 1; second <= 25; second += 1) {
    now = second * 1000;
    live.draw([], second < 21 ? `${second}/24` : '20/24', 'work');
  }
  live.end();
  assert.deepEqual(lines, ['list\n', '0/24\n', '10/24\n', '20/24\n']);
});

test('colours take no room, and a cut line has none', () => {
  assert.equal(fit('\u001b[32mgreen\u001b[39m', 5), '\u001b[32mgreen\u001b[39m');
  assert.equal(fit('\u001b[32mgreen\u001b[39m', 4), 'gre…');
  assert.equal(fit('two\n  lines', 20), 'two lines');
});
