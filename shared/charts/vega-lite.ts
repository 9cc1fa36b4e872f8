import { type Chart, fittingKind } from './chart.ts';
import { describeChart } from './describe-chart.ts';
import { paintOf } from './palette.ts';

/** JSON of a Vega-Lite 6 specification, with the data in it. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** The same chart for tools that speak Vega-Lite. */
export function toVegaLite(chart: Chart): VegaLiteSpec {
  const kind = fittingKind(chart);
  const { title, unit, points } = chart;
  const numbers = chart.format === 'integer' ? ',d' : ',.2~f';
  const value = { field: 'value', type: 'quantitative', title: unit, axis: { format: numbers } };
  // Lists keep their order, which is the answer's.
  const label = { field: 'label', type: 'nominal', title: null, sort: null, axis: { labelLimit: 240 } };
  const series = {
    field: 'series',
    type: 'nominal',
    title: null,
    sort: null,
    scale: { range: [0, 1, 2, 3, 4, 5].map((place) => paintOf(place).color) },
  };
  const tooltip = { content: 'data' };
  const color = paintOf(0).color;
  const shapes = {
    bars: { mark: { type: 'bar', color, tooltip }, encoding: { y: label, x: value } },
    stacked: { mark: { type: 'bar', tooltip }, encoding: { y: label, x: value, color: series } },
    line: {
      mark: { type: 'line', color, tooltip },
      encoding: { x: { field: 'label', type: 'temporal', title: null }, y: value },
    },
    donut: {
      mark: { type: 'arc', innerRadius: 55, tooltip },
      encoding: {
        theta: { field: 'value', type: 'quantitative', title: unit },
        color: { ...series, field: 'label' },
      },
    },
  } as const;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title,
    description: describeChart(chart),
    width: 560,
    data: {
      values: points.map((point) => ({
        label: point.label,
        value: point.value,
        ...(point.series === undefined ? {} : { series: point.series }),
        ...(point.previous === undefined ? {} : { previous: point.previous }),
      })),
    },
    ...shapes[kind],
  };
}
