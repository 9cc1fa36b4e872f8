import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../shared/demo/data/random.ts';
import { select } from '../../../shared/domain/visites/analytics/selection.ts';
import { answerPage } from '../../../shared/domain/visites/answers/answer-page.ts';
import { countPage } from '../../../shared/domain/visites/counting/count-page.ts';
import { prepareSnapshot } from '../../../shared/domain/visites/counting/counted-snapshot.ts';
import { DamagedFileError } from '../../../shared/domain/visites/snapshot/column-file.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../shared/domain/visites/snapshot/snapshot.ts';
import { buildSnapshot } from '../../visites/build-snapshot.ts';
import { naiveAnswer } from '../../visites/naive.ts';
import { randomQuestion } from '../../visites/random-questions.ts';
import { randomTables } from '../../visites/random-tables.ts';

const dataSets = process.env.TERRAIN_EXHAUSTIVE === '1' ? 2_000 : 60;
const questionsEach = 25;

test('the snapshot answers every question as a plain reading of the rules does', () => {
  for (let seed = 0; seed < dataSets; seed++) {
    const tables = randomTables(seed);
    const snapshot = prepareSnapshot(decodeSnapshot(toFile(encodeSnapshot(buildSnapshot(tables)))));
    const random = createRandom('questions', seed);
    for (let count = 0; count < questionsEach; count++) {
      const { page, filters, caller, body } = randomQuestion(random);
      const selection = select(filters, caller, snapshot.reference);
      const found = answerPage(page, countPage(page, snapshot, selection), snapshot.reference, selection);
      const callerId = caller.sees === 'all' ? undefined : caller.of;
      const wanted = naiveAnswer(page, tables, { filters, callerId });
      assert.deepEqual(found, wanted, `data set ${seed}: ${page} ${JSON.stringify({ body, caller })}`);
    }
  }
});

function toFile(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(pieces));
}

test('a snapshot file that is cut or changed anywhere is refused', () => {
  const file = toFile(encodeSnapshot(buildSnapshot(randomTables(3))));
  assert.ok(decodeSnapshot(file.slice()));
  const random = createRandom('damage');
  for (let count = 0; count < 200; count++) {
    const damaged = file.slice();
    const at = random.integer(0, file.length - 1);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << random.integer(0, 7));
    assert.throws(() => decodeSnapshot(damaged), DamagedFileError, `byte ${at}`);
    assert.throws(() => decodeSnapshot(file.slice(0, at)), DamagedFileError, `cut at ${at}`);
  }
});

test('the same rows make the same file', () => {
  const file = () => toFile(encodeSnapshot(buildSnapshot(randomTables(4))));
  assert.deepEqual(file(), file());
});
