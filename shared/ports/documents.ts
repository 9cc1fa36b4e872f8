/** What a document may hold: JSON. Instants are ISO 8601 UTC strings, so that their order is their text's order. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type DocumentData = { readonly [key: string]: JsonValue };

export interface StoredDocument {
  readonly id: string;
  readonly data: DocumentData;
}

/**
 * `field` is a dotted path into the data. A document that lacks the field never matches, types never equal each other
 * (1 is neither '1' nor true), and `!=` leaves out null too (Firestore's rules).
 */
export interface Condition {
  readonly field: string;
  readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
  readonly value: JsonValue;
}

export interface Query {
  /** All of them hold. Put the one that the fewest documents fulfil first: a store may look only by that one's index. */
  readonly where?: readonly Condition[];
  /**
   * Documents without that field are left out (Firestore's rule). No order at all is ascending by the first field that is
   * compared with `!=`, `<`, `<=`, `>` or `>=`, and by id when none is. Ties go by id in the same direction; when fields
   * other than the order's are compared, ties come in an order of the store's own, the same each time.
   */
  readonly orderBy?: { readonly field: string; readonly direction: 'asc' | 'desc' };
  readonly limit?: number;
  /** Start after the document with this id, in the order asked: the way to page. */
  readonly startAfterId?: string;
}

export interface DocumentName {
  readonly collection: string;
  readonly id: string;
}

/**
 * Reads and writes of one transaction. All reads come before the first write (Firestore's rule; a read after a write
 * throws `InvalidRequestError`). Writes are applied together when the callback returns, or not at all.
 */
export interface DocumentTransaction {
  get(collection: string, id: string): Promise<DocumentData | undefined>;
  /** Reads several in one call; the answers come in the order of the names. */
  getAll(names: readonly DocumentName[]): Promise<readonly (DocumentData | undefined)[]>;
  create(collection: string, id: string, data: DocumentData): void;
  set(collection: string, id: string, data: DocumentData): void;
  delete(collection: string, id: string): void;
}

/**
 * JSON documents by collection and id, with Firestore's semantics (SQLite when embedded).
 * Ids: 1 to 1500 bytes, no `/`, not `.` or `..`, not `__x__`. Field names: 1 to 1500 bytes, not `__x__`.
 * A document is at most 1 MiB as Firestore counts it and 20 levels deep, and has no list directly in a list (a list in a
 * map in a list is fine). `in` takes at most 30 choices; only texts, numbers and booleans are compared by order.
 * Anything else is an `InvalidRequestError`, in every store alike.
 */
export interface DocumentStore {
  get(collection: string, id: string): Promise<DocumentData | undefined>;
  /** @throws AlreadyExistsError when the id is taken; what was there is untouched. */
  create(collection: string, id: string, data: DocumentData): Promise<void>;
  /** Writes the whole document, replacing what was there. */
  set(collection: string, id: string, data: DocumentData): Promise<void>;
  /** Deleting what is not there is done already. */
  delete(collection: string, id: string): Promise<void>;
  query(collection: string, query?: Query): Promise<readonly StoredDocument[]>;
  /** How many documents match, without reading them. */
  count(collection: string, where?: readonly Condition[]): Promise<number>;
  /**
   * Runs the callback and commits its writes if nothing it read has changed meanwhile; otherwise runs it again from the
   * start with fresh reads. The callback may run several times: keep it pure, make ids before it.
   * A create on a taken id throws `AlreadyExistsError` and writes nothing.
   */
  transaction<T>(work: (transaction: DocumentTransaction) => Promise<T>): Promise<T>;
}

/** Documents of one collection whose data is parsed at the border by a schema. */
export interface Collection<T> {
  readonly name: string;
  get(id: string): Promise<T | undefined>;
  set(id: string, value: T): Promise<void>;
  query(query?: Query): Promise<readonly { readonly id: string; readonly value: T }[]>;
}

interface Schema<T> {
  parse(data: unknown): T;
}

/** A typed view of a collection: everything read is parsed; what does not parse throws and names the document. */
export function typedCollection<T extends object>(
  store: DocumentStore,
  name: string,
  schema: Schema<T>,
): Collection<T> & {
  transaction<R>(id: string, work: (current: T | undefined) => { readonly next?: T; readonly result: R }): Promise<R>;
} {
  const parse = (id: string, data: unknown): T => {
    try {
      return schema.parse(data);
    } catch (cause) {
      throw new Error(`document ${name}/${id} does not have the expected shape`, { cause });
    }
  };
  return {
    name,
    async get(id) {
      const data = await store.get(name, id);
      return data === undefined ? undefined : parse(id, data);
    },
    set: (id, value) => store.set(name, id, toDocument(value)),
    async query(query) {
      const found = await store.query(name, query);
      return found.map(({ id, data }) => ({ id, value: parse(id, data) }));
    },
    /** Reads one document, decides, writes `next` when there is one; re-run on conflict, so `work` must be pure. */
    transaction: (id, work) =>
      store.transaction(async (tx) => {
        const data = await tx.get(name, id);
        const { next, result } = work(data === undefined ? undefined : parse(id, data));
        if (next !== undefined) tx.set(name, id, toDocument(next));
        return result;
      }),
  };
}

/** A value as document data: what JSON cannot hold (`undefined` fields) is left out. */
export function toDocument(value: object): DocumentData {
  return JSON.parse(JSON.stringify(value));
}
