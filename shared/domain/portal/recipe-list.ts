import * as z from 'zod';
import { stepsSchema } from './recipe-step.ts';
import { countSchema, markerSchema, sourceSchema, valueSchema } from './recipe-value.ts';
import { dayFormat, selector, template, zone } from './recipe-words.ts';

export const tableSchema = z.strictObject({
  delimiter: z.enum(['auto', ';', ',', '\t', '|']).default('auto').describe('Between two cells; `"\\t"` is a tab.'),
  quote: z
    .enum(['"', "'", 'none'])
    .default('"')
    .describe('Quote character around cells; `none` when `"` is an ordinary character.'),
  encoding: z
    .enum(['auto', 'utf-8', 'windows-1252', 'utf-16le'])
    .default('auto')
    .describe('Encoding of the file; a BOM wins in `auto`.'),
});
export type TableFormat = z.infer<typeof tableSchema>;

export const exportSchema = z
  .strictObject({
    steps: stepsSchema.default([]).describe('Opens the menu or the dialog, chooses columns and encoding.'),
    click: selector.optional().describe('The element whose click starts the download.'),
    hidden: z.boolean().default(false).describe('Clicks it by script although it is hidden (a closed menu).'),
    link: selector.optional().describe('A link whose address is fetched with the session and the page as Referer.'),
    fetch: template.optional().describe('An address that is fetched with the session and the page as Referer.'),
    table: tableSchema.prefault({}).describe('How the file is written.'),
  })
  .refine((way) => [way.click, way.link, way.fetch].filter((word) => word !== undefined).length === 1, {
    message: 'une seule de ces clés est attendue : click, link, fetch',
  });
export type Export = z.infer<typeof exportSchema>;

export const rowsSchema = z.strictObject({
  selector: selector.describe('One element per record; the columns are read inside it.'),
  next: selector.optional().describe('The link or button to the next page; the last page has none, or a disabled one.'),
  maxPages: z.number().int().positive().max(10_000).default(500).describe('More pages than that is an error.'),
});

const dateSchema = z
  .strictObject({
    ...sourceSchema.shape,
    format: dayFormat.describe('How the date is written (`dd/MM/yyyy HH:mm`); with hours it gives the time too.'),
    zone: zone.optional().describe('Zone that it is written in (`UTC`), when that is not the one of the portal.'),
  })
  .refine((date) => date.zone === undefined || /H/.test(date.format), {
    message: 'zone n’a de sens qu’avec une heure dans format',
    path: ['zone'],
  });

export const columnsSchema = z.strictObject({
  reference: valueSchema.describe('What names an intervention: unique.'),
  date: dateSchema.describe('The appointment, in the zone of the portal. Must be the day that was asked.'),
  time: valueSchema.optional().describe('The time, when the date does not hold it.'),
  client: valueSchema.optional().describe('The client.'),
  departement: valueSchema.optional().describe('The département.'),
  jeton: valueSchema.optional().describe('The second identifier.'),
  technicians: valueSchema
    .optional()
    .describe(
      'The technicians, one by one (`split` or `pick: all`). The customer gets the cell as the portal wrote it; items of a list with `; ` between.',
    ),
  others: z
    .record(z.string(), valueSchema)
    .default({})
    .describe('Other values by a name of your own: templates say `{column:name}`.'),
});
export type Columns = z.infer<typeof columnsSchema>;

export const listSchema = z
  .strictObject({
    site: z.string().optional().describe('Name of the site; the first one by default.'),
    steps: stepsSchema
      .min(1)
      .describe('From anywhere to the list of that day: reset the filters, set them, read them back.'),
    total: countSchema.optional().describe('How many records the portal says it found; the rows must be as many.'),
    empty: markerSchema.describe('The sign that the portal found nothing. Without it, no row is an error.'),
    export: exportSchema.optional().describe('The table as a file.'),
    rows: rowsSchema.optional().describe('The table in the pages, for portals without an export.'),
    columns: columnsSchema.describe('Where each value of a row is.'),
  })
  .refine((list) => (list.export === undefined) !== (list.rows === undefined), {
    message: 'une seule de ces clés est attendue : export, rows',
  });
export type List = z.infer<typeof listSchema>;

export const listSections = {
  table: tableSchema,
  export: exportSchema,
  rows: rowsSchema,
  columns: columnsSchema,
  date: dateSchema,
  list: listSchema,
};
