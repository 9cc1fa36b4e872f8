import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html } from '../../../shared/pages/html.ts';

test('whatever stands in a template comes out as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const made = html`<p title="${text}">${text}</p>`.toString();
      const inside = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(made);
      assert.ok(inside, made);
      const read = inside[1]?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
      assert.equal(read, text);
    }),
  );
});

test('templates, lists of them and nothing at all fit into each other', () => {
  const items = ['<a>', 'b'].map((one) => html`<li>${one}</li>`);
  assert.equal(
    html`<ul>${items}${undefined}${false}${null}${0}</ul>`.toString(),
    '<ul><li>&#60;a&#62;</li><li>b</li>0</ul>',
  );
});
