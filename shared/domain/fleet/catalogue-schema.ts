import * as z from 'zod';

/** The warehouse's column types (the port `warehouse` names them too). */
const columnTypes = ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP', 'JSON'] as const;
export type FleetColumnType = (typeof columnTypes)[number];

/**
 * One step from an answer's record to rows: each item of the list (an object counts as a list of one) makes a record of its
 * own, its fields under `prefix`, beside those of the record that held the list.
 */
const explodeSchema = z.strictObject({
  /** The list's dotted path. */
  list: z.string().optional(),
  /** Or several lists, by the word that `label` then says. */
  lists: z.record(z.string(), z.string()).optional(),
  label: z.string().optional(),
  prefix: z.string().default(''),
  /** The only fields of the holder that its rows carry; all but `omit` when not said. */
  keep: z.array(z.string()).optional(),
  omit: z.array(z.string()).default([]),
  /** A holder without items makes one row, without the items' fields. */
  keepEmpty: z.boolean().default(false),
});

const tableSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z_]\w*$/),
  /** The columns that tell two rows of one window apart. */
  key: z.array(z.string()).min(1),
  cluster: z.array(z.string()).default([]),
  each: z.array(explodeSchema).default([]),
  /** Fields that are other tables' affair, by dotted path. */
  omit: z.array(z.string()).default([]),
  /** A row in which all of these are empty is none. */
  requireOneOf: z.array(z.string()).default([]),
  /** Where a column's value comes from, when it has another name there. */
  from: z.record(z.string(), z.string()).default({}),
  columns: z.record(z.string(), z.enum(columnTypes)),
  /** The column that says when a row starts, when it is not the source's. */
  startsAt: z.string().optional(),
});
export type FleetTable = z.infer<typeof tableSchema>;

/**
 * How a source is asked for a time: `snapshot` whole, now · `instants` startTime/endTime · `milliseconds` startMs/endMs ·
 * `dates` and `date-times` startDate/endDate, both included · `feed` startTime alone · `month` year and month.
 */
const windowKinds = ['snapshot', 'instants', 'milliseconds', 'dates', 'date-times', 'feed', 'month'] as const;

export const sourceSchema = z.strictObject({
  /** The name a user asks for; its tables are named after it. */
  table: z.string(),
  family: z.string().regex(/^[a-z_]+$/),
  endpoint: z.string().startsWith('/'),
  requestsPerSecond: z.number().positive(),
  window: z.enum(windowKinds),
  parameters: z.record(z.string(), z.string()).default({}),
  /** Listings that together make the whole: one for each value. */
  variants: z.record(z.string(), z.array(z.string())).default({}),
  repeated: z.array(z.string()).default([]),
  paging: z.enum(['after', 'startingAfter', 'none']).default('after'),
  /** The source is asked by the ids found in a column of another source's table, so many a call. */
  ids: z
    .strictObject({
      of: z.string(),
      column: z.string(),
      parameter: z.string(),
      perCall: z.number().int().min(1),
      /** The field that the answer's records lack and the id is written in. */
      stamp: z.string().optional(),
    })
    .optional(),
  /** Sources that share a `types` call: the value of theirs. */
  stat: z.string().optional(),
  /** The dotted path of the records in an answer's body; empty: the body is the record. */
  records: z.string(),
  /** The column that says in which window a row belongs: its own start. None: the window is the row's own. */
  startsAt: z.string().optional(),
  /** The API has a window only so long after its end. */
  settleHours: z.number().int().default(0),
  tables: z.array(tableSchema).min(1),
});
export type FleetSource = z.infer<typeof sourceSchema>;

export const statsSchema = z.record(z.string(), z.enum(columnTypes));
export const splitStatSchema = z.strictObject({ stat: z.string(), tables: z.array(tableSchema).min(1) });
