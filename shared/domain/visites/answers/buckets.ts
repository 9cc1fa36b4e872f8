import type { Cell, Key } from '../analytics/breakdowns.ts';
import type { CodeType, Reference } from '../analytics/reference.ts';

/** What a code is called; the bucket of what the rows do not say has no code. */
export interface Named {
  readonly code: string | null;
  readonly label: string;
}

export const unknown: Named = { code: null, label: 'inconnu' };

/** A code and how much there is of it. */
export interface Bucket extends Named {
  readonly value: number;
}

/**
 * The first measure of the cells by their first key: every known code, with 0 where there is nothing, then the codes that
 * nobody has named, then the unknown bucket when it is not 0.
 */
export function buckets(cells: readonly Cell[], known: readonly Named[]): readonly Bucket[] {
  const values = sums(cells, 0);
  const unlabelled = [...values.keys()].filter((code) => code !== null && !known.some((one) => one.code === code));
  const extra = unlabelled.map(toCode).sort(compareCodes);
  const rows = [...known, ...extra.map((code) => ({ code, label: code }))];
  const missing = values.get(null) ?? 0;
  return [
    ...rows.map(({ code, label }) => ({ code, label, value: values.get(code) ?? 0 })),
    ...(missing === 0 ? [] : [{ ...unknown, value: missing }]),
  ];
}

/** The first measure summed by the key at that place. */
export function sums(cells: readonly Cell[], place: number): Map<Key, number> {
  const values = new Map<Key, number>();
  for (const {
    keys,
    values: [value = 0],
  } of cells) {
    const key = keys[place] ?? null;
    values.set(key, (values.get(key) ?? 0) + value);
  }
  return values;
}

export function total(cells: readonly Cell[]): number {
  return cells.reduce((sum, { values: [value = 0] }) => sum + value, 0);
}

/** The known codes of some types of codification, in their order. */
export function codesOf(reference: Reference, ...types: readonly CodeType[]): readonly Named[] {
  const seen = new Map<string, Named>();
  for (const type of types)
    for (const code of reference.codes(type)) if (!seen.has(code.code)) seen.set(code.code, code);
  return [...seen.values()];
}

export function namesOf(codes: readonly string[]): readonly Named[] {
  return codes.map((code) => ({ code, label: code }));
}

export function labelOf(reference: Reference, type: CodeType, code: string | null): string {
  return code === null ? unknown.label : (reference.find(type, code)?.label ?? code);
}

export function toCode(key: Key): string {
  return String(key);
}

const french = new Intl.Collator('fr', { numeric: true });

/** French order, and one order only: texts that French takes for equal go by their characters. */
export function compareNames(one: string, other: string): number {
  return french.compare(one, other) || (one < other ? -1 : Number(one > other));
}

export function compareCodes(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** 0 to 100, one decimal; 0 of nothing. */
export function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10;
}

/** Numbers in their order, what is missing last. */
export function compareKeys(one: Key, other: Key): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return typeof one === 'number' && typeof other === 'number' ? one - other : compareCodes(String(one), String(other));
}
