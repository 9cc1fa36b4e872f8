import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { compile } from 'vega-lite';
import { resvgPng } from '../../../shared/adapters/resvg/resvg-png.ts';
import { type Chart, fittingKind } from '../../../shared/charts/chart.ts';
import { chartToSvg, drawChart } from '../../../shared/charts/draw-chart.ts';
import { toSvgText } from '../../../shared/charts/mark.ts';
import { toVegaLite } from '../../../shared/charts/vega-lite.ts';
import { sampleCharts } from './sample-charts.ts';

const charts: readonly (readonly [string, Chart])[] = Object.entries(sampleCharts);

for (const [name, chart] of charts) {
  // After a change that is meant, and a look at the pictures: UPDATE_CHARTS=1.
  test(`the chart « ${name} » has the same bytes as ever`, async () => {
    const file = `test/fixtures/charts/${name}.svg`;
    const svg = chartToSvg(chart);
    if (process.env.UPDATE_CHARTS === '1') await writeFile(file, svg);
    assert.equal(svg, await readFile(file, 'utf8'));
  });
}

test('a PNG has its labels: a picture without text is another', async () => {
  const svg = chartToSvg(sampleCharts.bars);
  const [whole, again, bare] = await Promise.all([svg, svg, svg.replace(/<text.*?<\/text>/gs, '')].map(resvgPng));
  assert.ok(whole && again && bare);
  assert.deepEqual([...whole.subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.equal(new DataView(whole.buffer).getUint32(16), 2 * 720);
  assert.deepEqual(whole, again);
  assert.ok(whole.byteLength > bare.byteLength * 1.5);
});

const kinds = fc.constantFrom('bars', 'stacked', 'line', 'donut');
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"]]>&amp;',
    '\u202eabc',
    '=1+1',
    '\ud800',
    '\u0000',
    '2026-11-25',
    '2026-02',
  ),
);
const anyChart = fc.record({
  kind: kinds,
  title: hostile,
  unit: hostile,
  format: fc.constantFrom('integer', 'decimal', 'money', 'percent'),
  points: fc.array(
    fc.record(
      {
        label: hostile,
        value: fc.option(fc.oneof(fc.nat(), fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.constant(0))),
        series: hostile,
        previous: fc.option(fc.nat()),
        key: hostile,
        isUnknown: fc.boolean(),
      },
      { requiredKeys: ['label', 'value'] },
    ),
    { maxLength: 25 },
  ),
}) as fc.Arbitrary<Chart>;

test('whatever the data, a chart is well-formed, says no NaN, and holds no markup but its own', () => {
  const own = /^(?:svg|g|title|desc|rect|text|path|circle)$/;
  fc.assert(
    fc.property(anyChart, fc.integer({ min: 200, max: 1200 }), (chart, width) => {
      for (const svg of [chartToSvg(chart, width), toSvgText(drawChart(chart, { width, isInteractive: true }))]) {
        assert.doesNotMatch(
          svg.replaceAll(/>[^<]*</g, '><').replaceAll(/aria-label="[^"]*"|data-key="[^"]*"/g, ''),
          /NaN|Infinity|undefined/,
        );
        const open: string[] = [];
        for (const [, slash, tag = '', , selfClosed] of svg.matchAll(
          /<(\/?)([a-z]+)((?: [a-zA-Z-]+(?::[a-z]+)?="[^"<>]*")*)(\/?)>/g,
        )) {
          assert.match(tag, own);
          if (slash) assert.equal(open.pop(), tag);
          else if (!selfClosed) open.push(tag);
        }
        assert.deepEqual(open, []);
        assert.doesNotMatch(svg.replaceAll(/<\/?[a-z]+(?: [a-zA-Z-]+="[^"<>]*")*\/?>/g, ''), /[<>]/);
        assert.ok(svg.isWellFormed());
      }
    }),
    { numRuns: process.env.TERRAIN_EXHAUSTIVE ? 20_000 : 400 },
  );
});

test('bars, parts and points are as long and as high as their values', () => {
  const widths = [...chartToSvg(sampleCharts.bars).matchAll(/<rect [^>]*width="([\d.]+)"[^>]*class="series-1"/g)].map(
    ([, width]) => Number(width),
  );
  assert.equal(widths.length, 2, 'a bar of 0 is not drawn');
  assert.ok(Math.abs((widths[1] ?? 0) / (widths[0] ?? 1) - 403 / 12_034) < 0.001);
});

test('a donut is drawn for two to four parts of a whole, else bars', () => {
  const donut = (...values: readonly (number | null)[]) =>
    fittingKind({ ...sampleCharts.donut, points: values.map((value, i) => ({ label: `${i}`, value })) });
  assert.deepEqual(
    [donut(1, 2), donut(1, 2, 0), donut(1, 2, 3, 4), donut(5, 0), donut(1, 2, 3, 4, 5), donut(1, null), donut(2, -1)],
    ['donut', 'donut', 'donut', 'bars', 'bars', 'bars', 'bars'],
  );
});

test('of very many bars the highest are drawn, in their order, and the others counted', () => {
  const points = Array.from({ length: 40 }, (_, i) => ({ label: `n${i}`, value: (i * 17) % 40 }));
  const svg = chartToSvg({ ...sampleCharts.bars, points });
  const drawn = [...svg.matchAll(/text-anchor="end">(n\d+)</g)].map(([, label]) => label);
  assert.deepEqual(
    drawn,
    points.filter(({ value }) => value >= 25).map(({ label }) => label),
  );
  assert.match(svg, /et 25 autres, dans le tableau/);
});

test('Vega-Lite compiles our specifications without a word of warning', () => {
  for (const [name, chart] of charts) {
    const said: unknown[] = [];
    const note = (...words: unknown[]) => said.push(words);
    const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
    compile(structuredClone(toVegaLite(chart)) as never, { logger: logger as never });
    assert.deepEqual(said, [], name);
  }
});

const skip = process.env.TERRAIN_EXHAUSTIVE ? false : 'its schema takes 5 s to compile: TERRAIN_EXHAUSTIVE=1';
test('Vega-Lite’s own schema takes our specifications', { skip }, async () => {
  const schema: unknown = JSON.parse(await readFile('node_modules/vega-lite/build/vega-lite-schema.json', 'utf8'));
  const isSpec = new Ajv({ strict: false, logger: false }).compile(schema as object);
  for (const [name, chart] of charts) {
    assert.ok(isSpec(toVegaLite(chart)), `${name}: ${JSON.stringify(isSpec.errors?.slice(0, 3))}`);
  }
  assert.equal(isSpec({ ...toVegaLite(sampleCharts.bars), mark: 'bear' }), false, 'the check can fail');
});
