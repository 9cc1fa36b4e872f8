import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { takeInlineFilesOut } from '../../../shared/adapters/chromium/inline-files.ts';

const file = fc.integer({ min: 0, max: 5000 }).map((bytes) => Buffer.alloc(bytes, 7).toString('base64'));
const piece = fc.oneof(
  fc.string(),
  fc
    .tuple(fc.constantFrom('image/jpeg', 'image/svg+xml;charset=utf-8', ''), file)
    .map(([type, body]) => `<img src="data:${type};base64,${body}">`),
);

test('what was read of a page without its long inline files is what the whole page would have given', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const page = pieces.join('');
      const { html, putBack } = takeInlineFilesOut(page);
      assert.ok(!/base64,[A-Za-z0-9+/=]{2048}/.test(html), 'a long file stayed in the page');
      const photo = { query: 0, address: html, names: [[html]], type: [html], rules: [] };
      const reading = { address: '', title: '', markers: [], sources: [[html]], rows: [[[html]]], photos: [photo] };
      const back = putBack(reading);
      assert.deepEqual(back.sources, [[page]]);
      assert.deepEqual(back.rows, [[[page]]]);
      assert.deepEqual(back.photos, [{ ...photo, address: page, names: [[page]], type: [page] }]);
    }),
    { numRuns: 100 },
  );
});

test('a photo without address has none afterwards', () => {
  const { putBack } = takeInlineFilesOut(`<img src="data:image/png;base64,${'A'.repeat(4000)}">`);
  const photo = { query: 0, address: null, names: [], type: [], rules: [] };
  const reading = { address: '', title: '', markers: [], sources: [], rows: [], photos: [photo] };
  assert.equal(putBack(reading).photos[0]?.address, null);
});
