/**
 * A format's rules are written as a generator that asks for bytes in the order of the file, and `walkBytes` serves it from
 * chunks of any split: so no rule has to know where a chunk ends.
 */
export type ByteRequest =
  /** The next bytes, few of them. */
  | { readonly take: number }
  /** Passes over bytes; `see` gets them in pieces that are only lent. */
  | { readonly skip: number; readonly see?: (piece: Uint8Array) => void }
  /** Passes over bytes up to the next JPEG marker that is neither stuffing, fill nor a restart, and gives its code. */
  | 'marker';

/** What the rules may say of the bytes. A walk that ends without a word was cut short. */
export interface Walked {
  readonly whole: boolean;
  /** In French, when it is not whole. */
  readonly reason?: string;
}

/** Gets the bytes taken, the marker's code in one byte, or nothing after a skip. */
export type Walk = Generator<ByteRequest, Walked, Uint8Array>;

const nothing: Uint8Array = new Uint8Array(0);

/** Feeds a walk with chunks. `push` returns what the walk said, as soon as it has. */
export function walkBytes(walk: Walk): { push(chunk: Uint8Array): Walked | undefined } {
  let step = walk.next();
  let taken: Uint8Array = nothing;
  let skipped = 0;
  let afterFf = false;

  /** Serves the request under way from the chunk; returns how far it came, and the answer when it is complete. */
  function serve(request: ByteRequest, chunk: Uint8Array, from: number): [number, Uint8Array | undefined] {
    if (request === 'marker') return findMarker(chunk, from);
    if ('take' in request) {
      const piece = chunk.subarray(from, from + request.take - taken.length);
      taken = concat(taken, piece);
      return [from + piece.length, taken.length === request.take ? taken : undefined];
    }
    const length = Math.min(chunk.length - from, request.skip - skipped);
    request.see?.(chunk.subarray(from, from + length));
    skipped += length;
    return [from + length, skipped === request.skip ? nothing : undefined];
  }

  function findMarker(chunk: Uint8Array, from: number): [number, Uint8Array | undefined] {
    let at = from;
    while (at < chunk.length) {
      if (!afterFf) {
        at = chunk.indexOf(0xff, at);
        if (at === -1) break;
        at += 1;
        afterFf = true;
        continue;
      }
      const code = chunk[at] ?? 0;
      at += 1;
      // Another FF is a fill byte: the code is still to come.
      if (code === 0xff) continue;
      afterFf = false;
      const isMarker = code > 0x01 && (code < 0xd0 || code > 0xd7);
      if (isMarker) return [at, Uint8Array.of(code)];
    }
    return [chunk.length, undefined];
  }

  return {
    push(chunk) {
      let at = 0;
      while (step.done !== true) {
        const [next, answer] = serve(step.value, chunk, at);
        at = next;
        if (answer === undefined) return undefined;
        taken = nothing;
        skipped = 0;
        step = walk.next(answer);
      }
      return step.value;
    },
  };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
