import { encodeOnce } from '../../shared/runtime/api/encodings.ts';

/** What was answered once, ready to be answered again. */
export interface Content {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Made at the first wish for it. */
  readonly encoded: ReturnType<typeof encodeOnce>;
}

/** Answers are asked soon after they are made, by somebody who waits. */
const encodingQuality = 4;

export function contentOf(contentType: string, content: string | Uint8Array<ArrayBuffer>): Content {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { contentType, bytes, encoded: encodeOnce(bytes, encodingQuality) };
}

interface Kept {
  readonly content: Promise<Content>;
  /** 0 while it is being made. */
  bytes: number;
}

/**
 * Contents by key, those asked last kept up to so many bytes. One that is being made is made once, for all who ask; what
 * fails is not kept.
 */
export function createKeptContents(mostBytes: number) {
  // In the order in which they were last asked.
  const all = new Map<string, Kept>();
  let bytes = 0;

  function forget(key: string): void {
    bytes -= all.get(key)?.bytes ?? 0;
    all.delete(key);
  }

  async function make(key: string, making: Promise<Content>): Promise<Content> {
    const kept: Kept = { content: making, bytes: 0 };
    all.set(key, kept);
    try {
      const made = await making;
      kept.bytes = made.bytes.byteLength;
      bytes += kept.bytes;
      for (const [oldest, one] of all) if (bytes > mostBytes && one.bytes > 0) forget(oldest);
      return made;
    } catch (error) {
      forget(key);
      throw error;
    }
  }

  return (key: string, begin: () => Promise<Content>): Promise<Content> => {
    const known = all.get(key);
    if (known === undefined) return make(key, begin());
    all.delete(key);
    all.set(key, known);
    return known.content;
  };
}
