/** A row whose cells stand in the order of the table's; undefined where it has none. */
export interface RawRow {
  /** 1-based line of the file where it starts. */
  readonly line: number;
  readonly cells: readonly (string | undefined)[];
  /** As it stands in the file. */
  readonly text: string;
}

/** A row that is not loaded, as it is kept for people: the keys are French. */
export interface Reject {
  readonly ligne: number;
  readonly colonne: string | null;
  readonly raison: string;
  readonly texte: string;
}

export interface RawBlock {
  readonly rows: readonly RawRow[];
  readonly rejects: readonly Reject[];
}
