import type { Codes } from './snapshot.ts';

/** Numbers below `count`, in the narrowest column that holds them. */
export function toCodes(numbers: Uint32Array, count: number): Codes {
  return count <= 0x1_0000 ? Uint16Array.from(numbers) : numbers.slice();
}

/** Where each group begins when things are put in the order of their groups: one more than there are groups. */
export function beginnings(groupOf: Uint32Array, groups: number, atLeast: 0 | 1 = 0): Uint32Array {
  const begins = new Uint32Array(groups + 1);
  for (const group of groupOf) begins[group + 1] = (begins[group + 1] ?? 0) + 1;
  for (let group = 0; group < groups; group++) {
    begins[group + 1] = (begins[group] ?? 0) + Math.max(begins[group + 1] ?? 0, atLeast);
  }
  return begins;
}
