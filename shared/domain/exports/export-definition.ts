import type { Day } from '../day.ts';

/** A column of the file, in the file's order. */
export interface ExportColumn {
  /** The header, exactly as the readers of the file expect it. */
  readonly header: string;
  /** The query's column that fills it; several may take the same. Absent: always empty. */
  readonly from?: string;
  /** See `CellKind` of the port `table-writer`. `text` unless said. */
  readonly kind?: 'text' | 'number' | 'date' | 'datetime';
  /** Characters (XLSX). */
  readonly width?: number;
  /** Its sum stands under it (XLSX). */
  readonly total?: boolean;
}

/** A query and the sheet it fills. */
export interface ExportSheet {
  readonly name: string;
  /** One GoogleSQL SELECT (in the subset that DuckDB runs too) that ends with ORDER BY: the same data is the same file. */
  readonly query: string;
  readonly columns: readonly ExportColumn[];
  /** A column of the query, by which it is ordered first: each of its values gets a sheet of that name (XLSX). */
  readonly splitBy?: string;
}

type ParameterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly type: 'DATE' | 'TIMESTAMP'; readonly value: string };

/** What a run is about. */
export interface ExportRunFacts {
  /** The day it is run for: "today". What it reports is mostly the day before. */
  readonly date: Day;
  readonly settings: Readonly<Record<string, string>>;
  /** The instants between which a day lies in the business zone: half-open. */
  dayBounds(day: Day): { readonly from: string; readonly to: string };
}

/** What is known of a file before it leaves. */
export interface ExportFileFacts {
  readonly date: Day;
  /** Rows under the headers, all sheets together. */
  readonly rows: number;
}

interface Common {
  /** `terrain export NAME`: lower-case letters, digits and `_`. */
  readonly name: string;
  /** What it is, in French. */
  readonly title: string;
  readonly format: 'csv' | 'xlsx';
  /** Cron in the business zone, once a day at most between 04:00 and 07:59: `10 4 * * *`. Null: by hand only. */
  readonly schedule: string | null;
  /** The settings of a run by name, as a day makes them; `--set NAME=VALUE` gives others. */
  readonly settings?: Readonly<Record<string, (date: Day) => string>>;
  /** The parameters that the queries name (`@day`). */
  readonly parameters?: (facts: ExportRunFacts) => Readonly<Record<string, ParameterValue>>;
  /** Looks at the file before it leaves: a reason in French holds it, and is reported. */
  readonly check?: (facts: ExportFileFacts) => string | undefined;
  /** A file without rows: sent, saying so, or held and reported. */
  readonly empty: 'send' | 'hold';
  readonly file: (date: Day) => string;
  /** Where its file goes: into a folder of the bucket always, and by mail to its readers or not (`EXPORT_MAIL_TO`). */
  readonly deliver: { readonly folder: string; readonly mail: boolean };
}

/** What `defineExport` takes: one query with its columns, or several sheets. */
export type ExportOptions = Common &
  ({ readonly query: string; readonly columns: readonly ExportColumn[] } | { readonly sheets: readonly ExportSheet[] });

export type ExportDefinition = Required<Common> & { readonly sheets: readonly ExportSheet[] };

export function normalizeSheets(options: ExportOptions): readonly ExportSheet[] {
  if ('sheets' in options) return options.sheets;
  return [{ name: options.title, query: options.query, columns: options.columns }];
}
