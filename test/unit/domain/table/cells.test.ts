import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLossy, stripGuard, trimCell } from '../../../../shared/domain/table/clean-cell.ts';
import { decodeText } from '../../../../shared/domain/table/decode-text.ts';
import { findColumn } from '../../../../shared/domain/table/find-column.ts';
import { TableError } from '../../../../shared/domain/table/table-error.ts';

const latin = Buffer.from('Réf;Œuvre', 'utf-8');

test('UTF-8 is read with or without a BOM, which is no part of the text', () => {
  for (const mark of ['', '\ufeff']) {
    const decoded = decodeText(Buffer.from(`${mark}Référence;Œuvre`), 'auto');
    assert.deepEqual(decoded, { text: 'Référence;Œuvre', encoding: 'utf-8', warnings: [] });
  }
});

test('what is not UTF-8 is read as windows-1252, with a warning', () => {
  const decoded = decodeText(Buffer.from([0x52, 0xe9, 0x66, 0x20, 0x8c, 0x92, 0x80]), 'auto');
  assert.equal(decoded.text, 'Réf Œ’€');
  assert.equal(decoded.encoding, 'windows-1252');
  assert.equal(decoded.warnings.length, 1);
});

test('UTF-16 is read by its BOM or when it is said', () => {
  const bytes = Buffer.from('\ufeffRéférence', 'utf16le');
  assert.equal(decodeText(bytes, 'auto').text, 'Référence');
  assert.equal(decodeText(bytes, 'utf-16le').text, 'Référence');
  assert.equal(decodeText(bytes.subarray(2), 'utf-16le').text, 'Référence');
});

test('an encoding that was said is obeyed, and a text that is not in it is an error', () => {
  assert.equal(decodeText(latin, 'windows-1252').text, 'RÃ©f;Å’uvre');
  assert.throws(() => decodeText(Buffer.from([0x52, 0xe9, 0x66]), 'utf-8'), /pas en utf-8/);
});

test('lost letters and NUL bytes are errors', () => {
  assert.throws(() => decodeText(Buffer.from('Ren\ufffd;1'), 'auto'), TableError);
  assert.throws(() => decodeText(Buffer.from('Réf', 'utf16le'), 'auto'), /UTF-16/);
});

test('a column is found whatever its accents, case, Unicode form and spaces', () => {
  const columns = ['Client ', 'DATE\u00a0DU RENDEZ-VOUS', 'Référence'.normalize('NFD'), 'CustomField.{Jeton}'];
  assert.equal(findColumn(columns, ['reference']), 2);
  assert.equal(findColumn(columns, ['Date du rendez-vous']), 1);
  assert.equal(findColumn(columns, ['Jeton', 'customfield.{jeton}']), 3);
  assert.equal(findColumn(columns, ['client', 'Référence']), 0);
});

test('a missing column is an error that lists those found; one that is there twice is an error', () => {
  assert.throws(
    () => findColumn(['Réf', 'Client'], ['Jeton', 'Token']),
    new TableError('colonne « Jeton » ou « Token » introuvable ; colonnes trouvées : « Réf », « Client »'),
  );
  assert.throws(() => findColumn(['Jeton', 'jeton'], ['Jeton']), /plusieurs fois/);
});

test('one guard before what could be a formula is removed, and nothing else', () => {
  const cases = [
    [' -12', '-12'],
    ["'=A1", '=A1'],
    [' "dit"', '"dit"'],
    ['  -12', '  -12'],
    [' 12', ' 12'],
    ['-12', '-12'],
    [" '-12", " '-12"],
    ['', ''],
  ] as const;
  for (const [cell, expected] of cases) assert.equal(stripGuard(cell), expected);
});

test('only ordinary and no-break spaces around a cell are trimmed', () => {
  assert.equal(trimCell(' \u00a0\u202f12 A\u00a0B \u00a0'), '12 A\u00a0B');
  assert.equal(trimCell('\t00045678\n'), '\t00045678\n');
});

test('a question mark where a letter was lost is seen, a question is not', () => {
  for (const cell of ['C?ur', 'Saint ? Denis', 'Mme ? Dupont', 'L?h?pital']) assert.ok(looksLossy(cell), cell);
  for (const cell of ['Client absent ?', 'Client absent?', 'Rappel? Oui', '']) assert.ok(!looksLossy(cell), cell);
});
