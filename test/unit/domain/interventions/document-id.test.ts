import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentId, referenceOf } from '../../../../shared/domain/interventions/document-id.ts';

const reference = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('a', 'A', '.', '_', '/', '%', '2F', '~', 'é', 'e\u0301', '\ud800', ' '),
    maxLength: 12,
  }),
  fc.string({ unit: fc.constantFrom('a', 'é', '/'), minLength: 100, maxLength: 400 }),
);

test('common references stay readable', () => {
  const cases = [
    ['CRI-741180', 'CRI-741180'],
    ['CRI-741180/2', 'CRI-741180%2F2'],
    ['FI 0012#é', 'FI%200012%23%C3%A9'],
    ['.', '%2E'],
    ['..', '%2E%2E'],
    ['__id__', '%5F_id__'],
    ['50%2F', '50%252F'],
    ['', '%'],
    ['\ud800', '%uD800'],
  ] as const;
  for (const [text, id] of cases) assert.equal(documentId(text), id);
});

test('any reference is an id that Firestore and a path take', () => {
  fc.assert(
    fc.property(reference, (text) => {
      const id = documentId(text);
      assert.match(id, /^[A-Za-z0-9%_.~-]{1,200}$/);
      assert.doesNotMatch(id, /^\.{1,2}$|^__.*__$|\.$/);
    }),
  );
});

test('two references have one id only when they are the same text', () => {
  fc.assert(
    fc.property(reference, reference, (one, other) => {
      assert.equal(documentId(one) === documentId(other), one.normalize('NFC') === other.normalize('NFC'));
    }),
    { numRuns: 300 },
  );
  const long = 'é/'.repeat(300);
  assert.notEqual(documentId(`${long}1`), documentId(`${long}2`));
  assert.notEqual(documentId(documentId(long)), documentId(long));
});

test('a short id says its reference again, a hashed one and an impossible one do not', () => {
  fc.assert(
    fc.property(reference, (text) => {
      const id = documentId(text);
      assert.equal(referenceOf(id), id.includes('~') ? undefined : text.normalize('NFC'));
    }),
  );
  for (const id of ['a/b', '%2f', 'x~y', '.', '%ZZ', '']) assert.equal(referenceOf(id), undefined, id);
});
