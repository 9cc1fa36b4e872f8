import * as z from 'zod';
import { stepsSchema } from './recipe-step.ts';
import { countSchema, markerSchema, sourceSchema, valueSchema } from './recipe-value.ts';
import { pattern, selector, template } from './recipe-words.ts';

export const pageSchema = z
  .strictObject({
    site: z.string().optional().describe('Name of the site; the first one by default.'),
    load: z
      .enum(['page', 'html'])
      .default('page')
      .describe(
        '`page`: opened in a tab, scripts run. `html`: fetched and read without a script or a picture; much faster.',
      ),
    open: template.optional().describe('Address of the page (`/record/{column:id}`).'),
    steps: stepsSchema
      .default([])
      .describe('Steps after that (or instead: a search in the list and a click on its row).'),
    ready: markerSchema
      .optional()
      .describe('The sign that everything is there, also what scripts bring after the load.'),
    identity: sourceSchema.optional().describe('A value of the page that must be the reference of the intervention.'),
    next: selector.optional().describe('The link or button to the next part of the page, read as one with it.'),
    maxPages: z.number().int().positive().max(1000).default(50).describe('More parts than that is an error.'),
  })
  .refine((page) => page.open !== undefined || page.steps.length > 0, { message: 'open ou steps est attendu' })
  .refine((page) => page.load === 'page' || (page.open !== undefined && page.steps.length === 0), {
    message: 'load: html demande open, et ne permet pas de steps',
  });
export type Page = z.infer<typeof pageSchema>;

const nameSchema = z
  .strictObject({
    from: z
      .enum(['element', 'header', 'address'])
      .default('element')
      .describe(
        '`element`: a value inside the photo; `header`: Content-Disposition; `address`: last segment of its address.',
      ),
    ...sourceSchema.shape,
  })
  .describe('Where the name of a photo is.');

const ruleSchema = z.strictObject({
  url: pattern.optional().describe('Regular expression on the address.'),
  name: pattern.optional().describe('Regular expression on the name.'),
  selector: selector.optional().describe('The photo element is, holds, or is inside such an element.'),
});

export const photoSourceSchema = z.strictObject({
  page: z.string().optional().describe('Page that they are on; the first one of the record by default.'),
  each: selector.describe('One element per photo.'),
  address: valueSchema
    .optional()
    .describe(
      'Where the address is inside it; by default the link, else `srcset`, lazy attributes and `src` of the image, else the background.',
    ),
  name: z.array(nameSchema).default([]).describe('Where the name is, in order; none by default.'),
  type: sourceSchema.optional().describe('Where the page says its type (`image/jpeg`): other types are no photos.'),
  rewrite: z
    .array(z.strictObject({ pattern, replace: z.string() }))
    .default([])
    .describe('Thumbnail to original: `pattern` and `replace` (`$1`...) on the address.'),
  include: z.array(ruleSchema).default([]).describe('Only what follows one of these rules.'),
  exclude: z.array(ruleSchema).default([]).describe('Not what follows one of these rules (logos, avatars, archives).'),
});
export type PhotoSource = z.infer<typeof photoSourceSchema>;

export const photosSchema = z.strictObject({
  sources: z.array(photoSourceSchema).min(1).describe('Where photos are.'),
  order: z.enum(['page', 'reverse']).default('page').describe('Order of the page, or the other way round.'),
  expected: countSchema.optional().describe('How many photos the portal says there are.'),
});

export const recordSchema = z.strictObject({
  values: z
    .strictObject({
      pto: valueSchema.optional().describe('The PTO.'),
      client: valueSchema.optional().describe('Wins over the list when found; the same for the next ones.'),
      time: valueSchema.optional(),
      departement: valueSchema.optional(),
      jeton: valueSchema.optional(),
      technicians: valueSchema.optional(),
    })
    .prefault({})
    .describe('Values of the record, each from its sources in order.'),
  photos: photosSchema.optional().describe('The photos.'),
});
export type RecordRecipe = z.infer<typeof recordSchema>;

export const namesSchema = z.strictObject({
  items: valueSchema.describe('The names of the documents in order (`pick: all`).'),
  none: markerSchema
    .optional()
    .describe('The sign that there are none. When it is given, no name without it is an error.'),
});
export type Names = z.infer<typeof namesSchema>;

export const recordSections = {
  page: pageSchema,
  record: recordSchema,
  photos: photosSchema,
  photo: photoSourceSchema,
  name: nameSchema,
  rule: ruleSchema,
  names: namesSchema,
};
