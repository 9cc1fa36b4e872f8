import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { warnPreviews } from '../../../../shared/domain/interventions/warn-previews.ts';

const photos = (...sizes: readonly (readonly [number, number])[]) =>
  sizes.map(([width, height], position) => ({ index: position + 1, width, height }));

describe('photos that may be previews are told', () => {
  const cases: readonly [string, ReturnType<typeof photos>, RegExp[]][] = [
    ['none', [], []],
    ['of several widths', photos([1200, 900], [900, 1200]), []],
    ['of one width, all of them', photos([800, 600], [800, 1067], [800, 533]), [/les 3 photos ont toutes 800 pixels/]],
    ['of a camera’s own width', photos([4000, 3000], [4000, 3000]), []],
    ['of one width, alone', photos([800, 600]), []],
    ['small, some of them', photos([160, 120], [1200, 900]), [/très petites.* : n° 1 \(160 × 120\)$/]],
    ['small and of one width', photos([160, 120], [160, 90]), [/n° 1 .*, n° 2 /, /toutes 160 pixels/]],
    ['of a width that nobody knows', photos([0, 0], [0, 0]), []],
  ];
  for (const [name, given, messages] of cases) {
    test(name, () => {
      const warnings = warnPreviews(given);
      assert.equal(warnings.length, messages.length, warnings.join());
      for (const [position, message] of messages.entries()) assert.match(warnings[position] ?? '', message);
    });
  }
});
