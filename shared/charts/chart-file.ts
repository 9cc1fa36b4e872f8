import type { VisitesList } from '../domain/visites/lists/list.ts';
import type { Row } from '../domain/visites/lists/read-list.ts';
import { chartToSvg } from './draw-chart.ts';
import { chartOfList, type NameBook } from './list-chart.ts';
import { listToCsv } from './list-csv.ts';
import { toVegaLite } from './vega-lite.ts';

/** What a list can be asked as; the ends of its charts' addresses. */
export const chartFormats = {
  svg: 'image/svg+xml',
  png: 'image/png',
  'vl.json': 'application/vnd.vegalite.v6+json',
  csv: 'text/csv; charset=utf-8',
} as const;
export type ChartFormat = keyof typeof chartFormats;

/** A list as a file. @param makePng draws an SVG as pixels. */
export async function chartFile(
  format: ChartFormat,
  list: VisitesList,
  rows: readonly Row[],
  names: NameBook,
  makePng: (svg: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<{ readonly contentType: string; readonly content: string | Uint8Array<ArrayBuffer> }> {
  const contentType = chartFormats[format];
  if (format === 'csv') return { contentType, content: listToCsv(list, rows) };
  const chart = chartOfList(list, rows, names);
  if (format === 'vl.json') return { contentType, content: JSON.stringify(toVegaLite(chart)) };
  const svg = chartToSvg(chart);
  return { contentType, content: format === 'svg' ? svg : await makePng(svg) };
}
