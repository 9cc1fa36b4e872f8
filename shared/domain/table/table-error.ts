/** The table cannot be read as a whole (encoding, no header, a column missing). The message is French, for people. */
export class TableError extends Error {
  override name = 'TableError';
}
