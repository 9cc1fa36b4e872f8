import * as z from 'zod';
import { oneOrMany, pattern, selector } from './recipe-words.ts';

/** How found texts become a value; the same wherever values are read. */
const cleaningShape = {
  pattern: pattern
    .optional()
    .describe(
      'Regular expression; its first group, or else the whole match, is the value. Text without a match is no value.',
    ),
  pick: z
    .enum(['first', 'last', 'all'])
    .default('first')
    .describe('Which of the values found: the first, the last or all of them.'),
  split: z.string().min(1).optional().describe('Separator inside one text, for lists (`" / "`).'),
  empty: z.array(z.string()).default([]).describe('Texts that stand for "no value" (`Non renseigné`).'),
  unguard: z
    .boolean()
    .default(false)
    .describe('Takes away one space or apostrophe that the portal puts before `- + = @ "` against formulas.'),
};

const otherColumn = z
  .templateLiteral(['column:', z.string().min(1)])
  .describe('One of `list.columns.others` by its name.');

const sourceShape = {
  page: z
    .string()
    .optional()
    .describe('Page (a name under `pages`) that the value is on; the first one of the record by default.'),
  selector: selector
    .optional()
    .describe('CSS selector of the elements; in a list row or a photo it looks inside that element.'),
  attribute: z
    .string()
    .optional()
    .describe('Attribute to read instead of the text (`href`, `value`; `srcset` gives its largest image).'),
  style: z
    .string()
    .optional()
    .describe('CSS property to read instead of the text (`background-image` gives its address).'),
  beside: z
    .enum(['next', 'previous'])
    .optional()
    .describe(
      'Looks for `selector` among the elements after (`next`) or before (`previous`) the photo or the row, the nearest first, instead of inside it.',
    ),
  caption: z
    .string()
    .optional()
    .describe(
      'The caption before the value, exactly, but for spaces and a colon at its end (`PTO`). Inside `selector` when given.',
    ),
  column: oneOrMany(z.string())
    .optional()
    .describe('Column of the exported table: accepted header names, the first that is there.'),
  row: z
    .union([z.enum(['client', 'time', 'departement', 'jeton', 'technicians', 'reference']), otherColumn])
    .optional()
    .describe(
      'The value that the list already gave (`column:name` for one of its `others`), to put it before or after the page in the order of sources.',
    ),
  ...cleaningShape,
};

/** One place where a value may be, and how to read it. */
export const sourceSchema = z
  .strictObject(sourceShape)
  .refine((source) => [source.caption, source.column, source.row].filter((word) => word !== undefined).length < 2, {
    message: 'une seule de ces clés est permise : caption, column, row',
  })
  .refine(
    (source) => [source.attribute, source.style, source.caption].filter((word) => word !== undefined).length < 2,
    {
      message: 'une seule de ces clés est permise : attribute, style, caption',
    },
  )
  .refine((source) => source.beside === undefined || source.selector !== undefined, {
    message: 'beside demande selector',
  });
export type Source = z.infer<typeof sourceSchema>;
export type Cleaning = Pick<Source, 'pattern' | 'pick' | 'split' | 'empty' | 'unguard'>;

/** The places where a value may be, in their order: the first that gives something wins. */
export const valueSchema = oneOrMany(sourceSchema);
export type Value = readonly Source[];

/** A number somewhere in a page. */
export const countSchema = z.strictObject({
  ...sourceShape,
  zero: z.array(z.string()).default([]).describe('Texts that stand for 0 (`Aucune photo`).'),
});
export type Count = z.infer<typeof countSchema>;

const conditionSchema = z
  .strictObject({
    selector: selector.optional().describe('An element that is there.'),
    text: z.string().optional().describe('A text that this element, or the page, contains.'),
    matches: pattern
      .optional()
      .describe('A regular expression that the text of this element, or of the page, matches.'),
    url: pattern.optional().describe('A regular expression that the address matches.'),
  })
  .refine((condition) => Object.values(condition).some((word) => word !== undefined), {
    message: 'au moins une de ces clés est attendue : selector, text, matches, url',
  });

/** A sign in a page: one condition, or several of which one is enough. All the keys of a condition must hold. */
export const markerSchema = oneOrMany(conditionSchema);
export type Marker = z.infer<typeof markerSchema>;

export const valueSections = { source: sourceSchema, count: countSchema, marker: conditionSchema };
