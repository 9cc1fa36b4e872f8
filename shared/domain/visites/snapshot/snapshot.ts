import * as z from 'zod';
import { type Column, DamagedFileError, decodeColumns, encodeColumns } from './column-file.ts';
import { codificationSchema, utilisateurSchema } from './row-schemas.ts';

/** Numbers of a dictionary's entries. */
export type Codes = Uint16Array | Uint32Array;

const text = z.string().nullable();
const pair = z.tuple([text, text]);

const factsSchema = z.object({
  users: z.array(utilisateurSchema),
  codifications: z.array(codificationSchema),
  /** Region and town; gamme and speciality. */
  places: z.array(pair),
  fields: z.array(pair),
  professions: z.array(text),
  potentials: z.array(text),
  establishments: z.array(text),
  partnerStatuses: z.array(text),
  /** Of the partners' own table. */
  partnerTypes: z.array(text),
  categories: z.array(pair),
  caseStatuses: z.array(text),
  investmentTypes: z.array(text),
  investmentCategories: z.array(text),
});

/** The texts of a snapshot; the first entry of each dictionary is what is missing. */
export type SnapshotFacts = z.infer<typeof factsSchema>;

/**
 * All tables of one delivery, ready to be counted: columns of numbers that a pass over them reads one after the other.
 * Visits are in the order of their days, and the rows of a visit (one a partner, one without when it has none) together.
 */
export interface Snapshot extends SnapshotFacts {
  /** Days since 1970-01-01, never falling. */
  readonly visitDay: Int32Array;
  /** A number of `userIds`. */
  readonly visitUser: Codes;
  /** A number of `headIds`, and 1 more; 0 for none. */
  readonly visitHead: Codes;
  /** `visitTraits` of `traits.ts`. */
  readonly visitTraits: Uint8Array;
  /** Where the rows of each visit begin; one more than there are visits. */
  readonly visitRows: Uint32Array;
  /** A number of `partnerIds`, and 1 more; 0 for none. */
  readonly rowPartner: Uint32Array;
  readonly rowPlace: Codes;
  readonly rowField: Codes;
  readonly rowProfession: Codes;
  readonly userIds: Float64Array;
  readonly headIds: Float64Array;
  /** Partners of the table and those only visits know; their columns have one more, for none, at 0. */
  readonly partnerIds: Float64Array;
  readonly partnerPlace: Codes;
  readonly partnerField: Codes;
  readonly partnerPotential: Codes;
  readonly partnerEstablishment: Codes;
  readonly partnerStatus: Codes;
  /** NaN for what is missing, here and below. */
  readonly evaluationUser: Float64Array;
  readonly evaluationCreator: Float64Array;
  readonly evaluationPoints: Float64Array;
  readonly evaluationDay: Float64Array;
  /** Where the details of each evaluation begin; one more than there are evaluations. */
  readonly evaluationDetails: Uint32Array;
  readonly detailCategory: Codes;
  readonly detailPoints: Float64Array;
  readonly caseIds: Float64Array;
  /** As `rowPartner`. */
  readonly casePartner: Uint32Array;
  readonly caseHead: Float64Array;
  readonly caseStatus: Codes;
  readonly caseType: Codes;
  readonly caseCategory: Codes;
  readonly caseHundredths: Float64Array;
  readonly caseDay: Float64Array;
}

/** The names of the columns with what each may be made of. */
const columnKinds = {
  visitDay: [Int32Array],
  visitUser: [Uint16Array, Uint32Array],
  visitHead: [Uint16Array, Uint32Array],
  visitTraits: [Uint8Array],
  visitRows: [Uint32Array],
  rowPartner: [Uint32Array],
  rowPlace: [Uint16Array, Uint32Array],
  rowField: [Uint16Array, Uint32Array],
  rowProfession: [Uint16Array, Uint32Array],
  userIds: [Float64Array],
  headIds: [Float64Array],
  partnerIds: [Float64Array],
  partnerPlace: [Uint16Array, Uint32Array],
  partnerField: [Uint16Array, Uint32Array],
  partnerPotential: [Uint16Array, Uint32Array],
  partnerEstablishment: [Uint16Array, Uint32Array],
  partnerStatus: [Uint16Array, Uint32Array],
  evaluationUser: [Float64Array],
  evaluationCreator: [Float64Array],
  evaluationPoints: [Float64Array],
  evaluationDay: [Float64Array],
  evaluationDetails: [Uint32Array],
  detailCategory: [Uint16Array, Uint32Array],
  detailPoints: [Float64Array],
  caseIds: [Float64Array],
  casePartner: [Uint32Array],
  caseHead: [Float64Array],
  caseStatus: [Uint16Array, Uint32Array],
  caseType: [Uint16Array, Uint32Array],
  caseCategory: [Uint16Array, Uint32Array],
  caseHundredths: [Float64Array],
  caseDay: [Float64Array],
} as const satisfies Readonly<Record<Exclude<keyof Snapshot, keyof SnapshotFacts>, readonly unknown[]>>;
type ColumnName = keyof typeof columnKinds;

/** Changes when a reader of today could not read the file any more. */
export const snapshotFormat = 1;

/** The snapshot as a file, in pieces. */
export function encodeSnapshot(snapshot: Snapshot): readonly Uint8Array[] {
  const names = Object.keys(columnKinds).filter((name): name is ColumnName => name in columnKinds);
  const facts = factsSchema.parse(snapshot);
  return encodeColumns(Object.fromEntries(names.map((name) => [name, snapshot[name]])), {
    format: snapshotFormat,
    ...facts,
  });
}

/** The snapshot in a file, whose bytes it goes on using. @throws DamagedFileError when it is not whole or of another format. */
export function decodeSnapshot(file: Uint8Array<ArrayBuffer>): Snapshot {
  const { columns, facts } = decodeColumns(file);
  const parsed = factsSchema.extend({ format: z.literal(snapshotFormat) }).safeParse(facts);
  if (!parsed.success)
    throw new DamagedFileError(`it is not a snapshot of format ${snapshotFormat}`, { cause: parsed.error });
  const { format: _, ...rest } = parsed.data;
  const checked: Record<string, Column> = {};
  for (const [name, kinds] of Object.entries(columnKinds)) {
    const column = columns[name];
    if (column === undefined || !kinds.some((kind) => column instanceof kind)) {
      throw new DamagedFileError(`its column ${name} is missing, or of another kind`);
    }
    checked[name] = column;
  }
  // Each column is there and of its kind: the loop above has seen it.
  return { ...rest, ...(checked as unknown as Omit<Snapshot, keyof SnapshotFacts>) };
}
