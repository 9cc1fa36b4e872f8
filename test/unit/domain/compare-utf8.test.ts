import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareUtf8 } from '../../../shared/domain/compare-utf8.ts';

test('texts are ordered as their UTF-8 bytes', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\u00e9', '\ud7ff', '\uff5e', '\u{1f4f7}', '\u{1f4f8}'),
    maxLength: 4,
  });
  fc.assert(
    fc.property(text, text, (one, two) => {
      assert.equal(Math.sign(compareUtf8(one, two)), Buffer.compare(Buffer.from(one), Buffer.from(two)));
    }),
    { numRuns: 2000 },
  );
});
