import type { RawBlock, RawRow, Reject } from './raw-rows.ts';
import { EncodingFault, readBlocks } from './read-blocks.ts';
import { DeliveryRefusedError } from './refusal.ts';

/**
 * The rows of a file of newline-delimited JSON objects. What an object lacks or has as null is missing; texts, numbers and
 * booleans are cells. @throws DeliveryRefusedError that names file and line when bytes are not UTF-8.
 */
export async function* readNdjson(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  wanted: readonly string[],
): AsyncGenerator<RawBlock> {
  try {
    for await (const { text, line, isLast } of readBlocks(bytes, file)) {
      const lines = text.split('\n');
      if (!isLast) lines.pop();
      const rows: RawRow[] = [];
      const rejects: Reject[] = [];
      for (const [index, raw] of lines.entries()) {
        if (raw.trim() === '') continue;
        const read = readCells(raw, wanted);
        if ('cells' in read) rows.push({ line: line + index, cells: read.cells, text: raw });
        else rejects.push({ ligne: line + index, ...read, texte: raw });
      }
      yield { rows, rejects };
    }
  } catch (error) {
    if (!(error instanceof EncodingFault)) throw error;
    throw new DeliveryRefusedError(`${file}, ligne ${error.line} : ce n’est pas de l’UTF-8 ; enregistrez-le en UTF-8`);
  }
}

function readCells(raw: string, wanted: readonly string[]): Pick<RawRow, 'cells'> | Pick<Reject, 'colonne' | 'raison'> {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { colonne: null, raison: 'ce n’est pas du JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { colonne: null, raison: 'ce n’est pas un objet JSON' };
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const cells: (string | undefined)[] = [];
  for (const name of wanted) {
    const cell = fields.get(name);
    if (typeof cell === 'object' && cell !== null) {
      return { colonne: name, raison: 'une liste ou un objet, là où il faut une valeur' };
    }
    cells.push(cell === undefined || cell === null ? undefined : String(cell));
  }
  return { cells };
}
