import type { JsonValue } from '../../ports/documents.ts';
import { ProblemError } from '../problem.ts';
import { fieldError } from './field-errors.ts';

const deepest = 32;

/**
 * The JSON that a request brings.
 * @throws ProblemError 415 when it calls itself something else, 413 above `maxBytes`, 400 when it is no JSON, is deeper than
 * 32 levels or holds text that is no Unicode.
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<JsonValue> {
  const type = request.headers.get('content-type');
  if (type !== null && !isJson(type)) throw notJson();
  const text = await readText(request, maxBytes);
  if (text === '') throw malformed('Un contenu JSON est demandé.');
  if (type === null) throw notJson();
  const body = parseJson(text);
  refuseOddities(body, []);
  return body;
}

function isJson(type: string): boolean {
  const [essence = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (essence !== 'application/json' && !/^application\/[\w!#$&^.-]+\+json$/.test(essence)) return false;
  return parameters.every((parameter) => !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter));
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw malformed('Le contenu n’est pas du texte en UTF-8.', cause);
    }
  };
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new ProblemError({ status: 413, detail: `Le contenu dépasse ${maxBytes} octets.` });
    text += decode(chunk);
  }
  return text + decode();
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('Le contenu n’est pas du JSON.', cause);
  }
}

function refuseOddities(value: unknown, path: readonly string[]): void {
  if (path.length > deepest) throw malformed(`Le contenu a plus de ${deepest} niveaux.`);
  if (typeof value === 'string' && !value.isWellFormed()) throw notUnicode(path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    if (!key.isWellFormed()) throw notUnicode(path);
    refuseOddities(inside, [...path, key]);
  }
}

function notUnicode(path: readonly string[]): ProblemError {
  const detail = 'n’est pas un texte Unicode (moitié d’une paire)';
  return new ProblemError({ status: 400, detail: 'Un texte est mal formé.', errors: [fieldError(path, detail)] });
}

function notJson(): ProblemError {
  return new ProblemError({
    status: 415,
    detail: 'Le contenu doit être du JSON en UTF-8 (Content-Type: application/json).',
  });
}

function malformed(detail: string, cause?: unknown): ProblemError {
  return new ProblemError({ status: 400, detail, errors: [{ pointer: '', detail }] }, { cause });
}
