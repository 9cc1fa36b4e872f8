import * as z from 'zod';
import { type ChartFormat, chartFile, chartFormats } from '../../shared/charts/chart-file.ts';
import type { NameBook } from '../../shared/charts/list-chart.ts';
import { type Page, pages } from '../../shared/domain/visites/analytics/breakdowns.ts';
import { filterSchemas } from '../../shared/domain/visites/analytics/filters.ts';
import type { Reference } from '../../shared/domain/visites/analytics/reference.ts';
import type { Selection } from '../../shared/domain/visites/analytics/selection.ts';
import { findList, visitesLists } from '../../shared/domain/visites/lists/lists.ts';
import { readList } from '../../shared/domain/visites/lists/read-list.ts';
import type { MakePng } from '../../shared/ports/picture-maker.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import type { Desk } from './desk.ts';
import { contentOf } from './kept-contents.ts';
import { askers, cached } from './page-routes.ts';

const summaries: Readonly<Record<ChartFormat, string>> = {
  svg: 'en SVG',
  png: 'en PNG',
  'vl.json': 'en Vega-Lite',
  csv: 'en CSV',
};

/** Each list of each page as a chart or as CSV, with the page's filters in the address. */
export function chartRoutes(desk: Desk, makePng: MakePng): readonly Route[] {
  const formats = Object.keys(chartFormats).filter((format): format is ChartFormat => format in chartFormats);
  return pages.flatMap((page) => formats.map((format) => chartRoute(desk, makePng, page, format)));
}

function chartRoute(desk: Desk, makePng: MakePng, page: Page, format: ChartFormat): Route {
  const names = visitesLists.filter((list) => list.page === page).map(({ name }) => name);
  const [mediaType = ''] = chartFormats[format].split(';');
  return route({
    method: 'GET',
    path: `/charts/${page}/{list}.${format}`,
    summary: `Une liste de /${page} ${summaries[format]}`,
    access: askers,
    headers: cached.headers,
    params: z.object({ list: z.enum(names) }),
    query: filterSchemas[page],
    answers: {
      200: {
        description: 'La liste',
        schema: mediaType.endsWith('json') ? z.record(z.string(), z.unknown()) : z.string(),
        mediaType,
        headers: ['etag', 'vary'],
      },
      ...cached.notModified,
    },
    refusals: cached.refusals,
    answer: ({ request, principal, params, query }) => {
      const list = findList(page, params.list);
      if (list === undefined) throw new ProblemError({ status: 404 });
      return desk.page({ request, principal }, page, query, {
        name: `${list.name}.${format}`,
        headers: headersOf(format, `${page}-${list.name}`),
        make: async (answer, { reference }, selection) => {
          const rows = readList(answer, list);
          const file = await chartFile(format, list, rows, namesOf(reference, selection), makePng);
          return contentOf(file.contentType, file.content);
        },
      });
    },
  });
}

/** A CSV is kept as a file; an SVG that is opened by itself is a drawing and no more. */
function headersOf(format: ChartFormat, name: string): Readonly<Record<string, string>> {
  if (format === 'csv') return { 'content-disposition': `attachment; filename="${name}.csv"` };
  return format === 'svg'
    ? { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" }
    : {};
}

/** The names of those whom the caller may see, and of nobody else. */
function namesOf({ users, codes }: Reference, { visible }: Selection): NameBook {
  const seen = [...users.values()].filter(({ id }) => visible === null || visible.has(id));
  return {
    users: new Map(seen.map(({ id, name }) => [String(id), name])),
    investmentTypes: new Map(codes('TYIN').map(({ code, label }) => [code, label])),
  };
}
