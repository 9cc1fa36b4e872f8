import type { DocumentData, DocumentName, DocumentStore, DocumentTransaction } from '../../shared/ports/documents.ts';
import { AlreadyExistsError, InvalidRequestError } from '../../shared/ports/failures.ts';

interface Kept {
  readonly text: string;
  readonly version: number;
}

export interface Steps {
  /**
   * Before each read of several documents, and before each commit. `position` says all that what comes next depends on:
   * what the attempt has read so far, and whether that is as it was when it is asked.
   */
  readonly step: (position: () => string) => Promise<void>;
  /** Whether the store gives the attempt up at this step, with nothing written: the callback then runs again. */
  readonly isAborted: () => boolean;
  /**
   * What becomes of the answer of a commit that was done: it arrives; or it does not, and the callback runs again, as Firestore's
   * client does it; or whoever asked has died, and asks anew (`LostAnswerError`).
   */
  readonly answer: () => 'arrives' | 'again' | 'lost';
}

/** The commit was done, and nobody heard of it. */
export class LostAnswerError extends Error {
  override name = 'LostAnswerError';
}

class AbortedError extends Error {
  override name = 'AbortedError';
}

const nowhere = async (): Promise<never> => {
  throw new Error('the double knows transactions only');
};

/**
 * Documents with Firestore's transactions: reads see one version, a commit is done only when everything that was read,
 * what was not there too, is as it was; otherwise the callback runs again. Several views share the documents. A careless one does not look: tests show that they
 * would notice.
 */
export function createFirestoreDouble(documents: Map<string, Kept> = new Map(), { careless = false } = {}) {
  // Higher than that of any document that was there before: a version never comes again.
  let versions = Math.max(0, ...[...documents.values()].map(({ version }) => version));
  const key = ({ collection, id }: DocumentName) => `${collection}/${id}`;

  async function attempt<T>(
    work: (transaction: DocumentTransaction) => Promise<T>,
    { step, isAborted, answer }: Steps,
  ) {
    const reads = new Map<string, number>();
    const texts: string[] = [];
    const writes: (() => void)[] = [];
    const getAll = async (names: readonly DocumentName[]): Promise<(DocumentData | undefined)[]> => {
      if (writes.length > 0) throw new InvalidRequestError('a transaction reads everything before its first write');
      await step(position);
      if (isAborted()) throw new AbortedError();
      return names.map((name) => {
        const kept = documents.get(key(name));
        reads.set(key(name), kept?.version ?? 0);
        texts.push(`${key(name)} ${kept?.text}`);
        return kept === undefined ? undefined : JSON.parse(kept.text);
      });
    };
    const position = () => `${writes.length > 0} ${isCurrent()} ${texts.join()}`;
    const put = (collection: string, id: string, data: DocumentData) => {
      documents.set(`${collection}/${id}`, { text: JSON.stringify(data), version: ++versions });
    };
    const isCurrent = () =>
      careless || [...reads].every(([name, version]) => (documents.get(name)?.version ?? 0) === version);
    const transaction: DocumentTransaction = {
      get: async (collection, id) => (await getAll([{ collection, id }]))[0],
      getAll,
      create(collection, id, data) {
        writes.push(() => {
          if (documents.has(`${collection}/${id}`)) throw new AlreadyExistsError(id);
          put(collection, id, data);
        });
      },
      set: (collection, id, data) => void writes.push(() => put(collection, id, data)),
      delete: (collection, id) => void writes.push(() => documents.delete(`${collection}/${id}`)),
    };
    let result: T;
    try {
      result = await work(transaction);
      await step(position);
      if (isAborted() || !isCurrent()) return 'again';
      for (const write of writes) write();
    } catch (error) {
      // What was concluded from reads of different moments counts for nothing.
      if (error instanceof AbortedError || !isCurrent()) return 'again';
      throw error;
    }
    const fate = writes.length > 0 ? answer() : 'arrives';
    if (fate === 'lost') throw new LostAnswerError();
    return fate === 'again' ? 'again' : { result };
  }

  return {
    documents,
    /** The store as one caller sees it. */
    view: (steps: Steps): DocumentStore => ({
      get: nowhere,
      create: nowhere,
      set: nowhere,
      delete: nowhere,
      query: nowhere,
      count: nowhere,
      async transaction(work) {
        for (;;) {
          const outcome = await attempt(work, steps);
          if (outcome !== 'again') return outcome.result;
        }
      },
    }),
    /** All documents of a collection. */
    all(collection: string): DocumentData[] {
      const prefix = `${collection}/`;
      return [...documents].filter(([name]) => name.startsWith(prefix)).map(([, { text }]) => JSON.parse(text));
    },
  };
}
