import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parseTable } from '../../../../shared/domain/table/parse-table.ts';
import { TableError } from '../../../../shared/domain/table/table-error.ts';

const auto = { delimiter: 'auto', quote: '"' } as const;
const linesOf = (rows: readonly { line: number }[]) => rows.map(({ line }) => line);

test('a plain table gives its columns, its rows and where they start', () => {
  const table = parseTable('Référence;Client;Date\r\nCRI-1;"Dupont; Marie";24/10/2026\r\n\r\nCRI-2;;\r\n', auto);
  assert.deepEqual(table, {
    columns: ['Référence', 'Client', 'Date'],
    delimiter: ';',
    rows: [
      { line: 2, cells: ['CRI-1', 'Dupont; Marie', '24/10/2026'] },
      { line: 4, cells: ['CRI-2', '', ''] },
    ],
    rejects: [],
    endsWithNewline: true,
    warnings: [],
  });
});

test('the delimiter is found whatever it is, also when another one stands in the names', () => {
  for (const delimiter of [';', ',', '\t', '|'] as const) {
    const table = parseTable(`${['a', 'b', 'c'].join(delimiter)}\n1${delimiter}2${delimiter}3\n`, auto);
    assert.deepEqual([table.delimiter, table.columns], [delimiter, ['a', 'b', 'c']]);
  }
  assert.equal(parseTable('Nom, prénom;Jour;Heure\nDupont, Marie;1;2\n', auto).delimiter, ';');
  assert.equal(parseTable('sep=|\r\na;b|c\r\n1;2|3\r\n', auto).delimiter, '|');
  assert.deepEqual(parseTable('Référence\nCRI-1\n', auto).rows, [{ line: 2, cells: ['CRI-1'] }]);
});

test('a cell may hold line breaks and quotes, and the rows after it keep their line numbers', () => {
  const table = parseTable('a;b\n1;"deux\r\nlignes ""dites"""\n2;x\n', auto);
  assert.deepEqual(table.rows, [
    { line: 2, cells: ['1', 'deux\r\nlignes "dites"'] },
    { line: 4, cells: ['2', 'x'] },
  ]);
});

test('without a quote character, quotes are ordinary and no cell spans lines', () => {
  const table = parseTable('a\tb\n"1\t2"\n3\t"4\n', { delimiter: '\t', quote: 'none' });
  assert.deepEqual(
    table.rows.map(({ cells }) => cells),
    [
      ['"1', '2"'],
      ['3', '"4'],
    ],
  );
});

test('an apostrophe can be the quote character', () => {
  const table = parseTable("a,b\n'x,y','l''eau'\n", { delimiter: ',', quote: "'" });
  assert.deepEqual(table.rows[0]?.cells, ['x,y', "l'eau"]);
});

const stray: readonly (readonly [name: string, text: string, rows: number[], rejects: number[], reason: RegExp])[] = [
  ['never closed', 'a;b;c\n1;"x;y\n2;x;y\n3;x;y\n', [3, 4], [2], /jamais fermé/],
  ['closed in the middle of a later cell', 'a;b;c\n1;"x;y\n2;x;y\n3;"q";z\n', [3, 4], [2], /milieu/],
  ['closed by another stray one, in rows that add up', 'a;b;c\n1;x;"y\n2;x;y"\n3;x;y\n', [3, 4], [2], /avalerait/],
  ['in the middle of a cell is ordinary', 'a;b;c\n1;tube 5" noir;y\n2;x;y\n', [2, 3], [], /^$/],
  ['before a cell that is too long', 'a;b;c\n1;"x;y";z;t\n2;x;y\n', [3], [2], /4 cases au lieu de 3/],
];

for (const [name, text, rows, rejects, reason] of stray) {
  test(`a stray quote ${name}: the other rows are kept`, () => {
    const table = parseTable(text, auto);
    assert.deepEqual([linesOf(table.rows), linesOf(table.rejects)], [rows, rejects]);
    assert.match(table.rejects[0]?.reason ?? '', reason);
  });
}

test('a row with another number of cells is rejected with its line, its text and why', () => {
  const { rejects, rows } = parseTable('a;b\n1\n2;x\n3;x;y\n', auto);
  assert.deepEqual(rejects, [
    { line: 2, reason: '1 case au lieu de 2', text: '1' },
    { line: 4, reason: '3 cases au lieu de 2', text: '3;x;y' },
  ]);
  assert.deepEqual(linesOf(rows), [3]);
});

test('a last line without an end is told, since the body may be cut there', () => {
  assert.equal(parseTable('a;b\n1;2', auto).endsWithNewline, false);
  assert.deepEqual(linesOf(parseTable('a;b\n1;2', auto).rows), [2]);
});

test('lines may end with CR alone, and blank lines may come first', () => {
  assert.deepEqual(parseTable('\n \na;b\n1;2\n', auto).rows, [{ line: 4, cells: ['1', '2'] }]);
  assert.deepEqual(parseTable('a;b\r1;2\r', auto).rows, [{ line: 2, cells: ['1', '2'] }]);
});

test('columns without a name or of the same name are warned of', () => {
  const { warnings } = parseTable('Réf;;Jeton;REF \n', auto);
  assert.deepEqual(warnings, ['la colonne 2 n’a pas de nom', 'la colonne « REF » est là plusieurs fois']);
});

test('a table without a header line is an error', () => {
  assert.throws(() => parseTable('', auto), TableError);
  assert.throws(() => parseTable('\r\n\r\n', auto), TableError);
  assert.throws(() => parseTable('"a;b\n1;2\n', auto), TableError);
});

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '0', ' ', '"', ';', ',', '\n', '\r\n', "'"), maxLength: 8 });
const quoteCell = (text: string) => (/["\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test('a well-formed table is read as csv-parse reads it', () => {
  const width = 3;
  const records = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });
  fc.assert(
    fc.property(records, (rows) => {
      const text = `x;y;z\n${rows.map((row) => `${row.map(quoteCell).join(';')}\n`).join('')}`;
      const table = parseTable(text, { delimiter: ';', quote: '"' });
      // A row of which every line looks like a row is refused on purpose.
      fc.pre(table.rejects.every(({ reason }) => !reason.includes('avalerait')));
      const expected = parse(text, { delimiter: ';', from: 2, relax_quotes: false });
      assert.deepEqual(
        table.rows.map(({ cells }) => cells),
        expected,
      );
      assert.ok(table.rows.every(({ cells }) => cells.length === width));
    }),
  );
});

test('whatever the text, every line that is not blank is in a row or a reject', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', '\r\n'), maxLength: 60 }), (body) => {
      const text = `x;y\n${body}`;
      const { rows, rejects } = parseTable(text, { delimiter: ';', quote: '"' });
      const starts = new Set([...linesOf(rows), ...linesOf(rejects)]);
      assert.equal(starts.size, rows.length + rejects.length, 'a line is in two places');
      let inside = 0;
      text.split(/\r?\n/).forEach((line, place) => {
        const row = rows.find((candidate) => candidate.line === place + 1);
        if (row !== undefined) inside = row.cells.join('').split('\n').length;
        if (place > 0 && line !== '' && inside <= 0) assert.ok(starts.has(place + 1), `line ${place + 1} is lost`);
        inside -= 1;
      });
    }),
  );
});

test('a table with a stray quote on each tenth line loses those lines and no other', () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => (at % 10 === 0 ? `${at};"x;y` : `${at};x;y`));
  const { rows, rejects } = parseTable(`a;b;c\n${lines.join('\n')}\n`, auto);
  assert.deepEqual([rows.length, rejects.length], [4_500, 500]);
});
