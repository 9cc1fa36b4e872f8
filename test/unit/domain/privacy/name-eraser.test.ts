import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createNameEraser } from '../../../../shared/domain/privacy/name-eraser.ts';

const eraser = createNameEraser(['Zoé Prado', '06 12 34 56 78']);
const erase = (text: string) => eraser.erase(text).text;
const eraseBytes = (bytes: Buffer) => eraser.eraseBytes(bytes.toString('latin1')).text;

test('a name is found in either order, in any letters, and as a decomposed text', () => {
  for (const written of ['Zoé Prado', 'PRADO Zoé', 'zoé  prado', 'ZOÉ PRADO', 'Zoé Prado'.normalize('NFD')]) {
    assert.equal(erase(`chez ${written}, 2e`), 'chez efface, 2e', written);
  }
  assert.equal(erase('au 06 12 34 56 78 !'), 'au efface !');
});

test('what stands between its parts stays: cells of a CSV, fields of a JSON', () => {
  assert.equal(erase('7;Prado;Zoé;35'), '7;efface;efface;35');
  assert.equal(erase('{"nom":"Prado","prenom":"Zoé"}'), '{"nom":"efface","prenom":"efface"}');
  assert.deepEqual(JSON.parse(erase('{"nom": "Prado", "prenom": "Zoé"}')), { nom: 'efface', prenom: 'efface' });
});

test('other people stay', () => {
  for (const other of [
    'Zoé Pradoux',
    'Aloé Prado',
    'Zoé',
    'Prado',
    'Zoé B. Prado',
    'Zoé\nestimée Prado',
    '106 12 34 56 789',
  ]) {
    assert.equal(erase(other), other);
  }
});

test('in bytes it is found in UTF-8, in windows-1252 and in JSON’s escapes, and all else keeps its bytes', () => {
  assert.equal(eraseBytes(Buffer.from('é;Zoé Prado;é')), Buffer.from('é;efface;é').toString('latin1'));
  assert.equal(eraseBytes(Buffer.from('é;ZOÉ PRADO;é', 'latin1')), 'é;efface;é');
  assert.equal(eraseBytes(Buffer.from('{"n":"Zo\\u00e9 Prado"}')), '{"n":"efface"}');
});

test('first and last name apart are found when both are whole cells', () => {
  assert.equal(eraser.isInCells(['PRADO', '7', 'Zoé']), true);
  assert.equal(eraser.isInCells(['PRADO', '7', 'Zoéline']), false);
  assert.equal(eraser.isWord('prado'), true);
});

test('a name that would take others along is refused', () => {
  for (const short of ['Li', 'Prado', 'A B', '12'])
    assert.throws(() => createNameEraser([short]), /donnez le nom entier/);
});

test('whatever stands around it, the name is gone and nothing else is', () => {
  const around = fc.string({ unit: fc.constantFrom('a', ' ', ';', '"', '\\', 'é', '\n', '(', '$') });
  fc.assert(
    fc.property(around, around, (before, after) => {
      const text = erase(`${before} Zoé Prado ${after}`);
      assert.equal(text, `${before} efface ${after}`.normalize('NFC'));
    }),
    { numRuns: 2000 },
  );
});
