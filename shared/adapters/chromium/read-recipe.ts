import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type * as z from 'zod';
import { nearestWord } from '../../domain/portal/did-you-mean.ts';
import { type Recipe, recipeSchema } from '../../domain/portal/recipe.ts';
import { knownKeys } from '../../domain/portal/recipe-sections.ts';
import { inFrench } from '../../domain/portal/recipe-words.ts';
import { PermanentError } from '../../ports/failures.ts';
import { yamlMistakes } from './yaml-mistakes.ts';

/** The recipe is not written as its schema says: one line per mistake, `file:line:column: key: message`, in French. */
export class RecipeError extends PermanentError {
  override name = 'RecipeError';
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

type Issue = z.core.$ZodIssue;
const maxRecipeChars = 1_000_000;

/**
 * Reads a portal recipe written in YAML.
 * @param fileName only shown in messages.
 * @throws RecipeError with every mistake and its line.
 */
export function readRecipe(text: string, fileName: string): Recipe {
  if (text.length > maxRecipeChars)
    throw new RecipeError([`${fileName}:1:1: une recette ne fait pas ${text.length} caractères`]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  const unreadable = yamlMistakes(document);
  if (unreadable.length > 0) {
    throw new RecipeError(unreadable.map(({ offset, message }) => `${place(offset)}: ${message}`));
  }
  const parsed = recipeSchema.safeParse(plainValue(document, fileName), { error: inFrench });
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap((issue) => {
    return explainIssue(issue).map(({ path, message }) => {
      const { offset, shown } = locate(document.contents, path);
      return { offset, text: `${place(offset)}: ${shown || '(recette)'}: ${message}` };
    });
  });
  throw new RecipeError(mistakes.sort((left, right) => left.offset - right.offset).map(({ text: line }) => line));
}

function plainValue(document: Document, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new RecipeError([`${fileName}:1:1: trop de renvois (« *ancre ») : écrivez les textes en entier`]);
  }
}

function explainIssue(issue: Issue): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  const original = issue.code === 'custom' ? issue.params?.issue : undefined;
  if (isIssue(original)) return explainIssue({ ...original, path: issue.path });
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => {
    const near = nearestWord(key, knownKeys);
    const message = near === undefined ? 'clé inconnue ici' : `clé inconnue ici, vouliez-vous dire « ${near} » ?`;
    return { path: [...issue.path, key], message };
  });
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'code' in value && 'path' in value;
}

/** The place of the deepest node of the path that is written in the file, and the path as people read it. */
function locate(root: Node | null, path: readonly PropertyKey[]): { readonly offset: number; readonly shown: string } {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  let shown = '';
  for (const step of path) {
    // A single value where a list is accepted counts as its first item.
    if (step === 0 && !isSeq(node)) continue;
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      shown += `[${String(step)}]`;
      node = item;
      offset = rangeOf(item) ?? offset;
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      shown += shown === '' ? String(step) : `.${String(step)}`;
      node = pair?.value;
      offset = rangeOf(pair?.key) ?? offset;
    } else {
      shown += `.${String(step)}`;
    }
  }
  return { offset, shown };
}

function rangeOf(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;
}
