import { setFlagsFromString } from 'node:v8';

const youngStaysSmall = ['--max-semi-space-size=4', '--semi-space-growth-factor=1'];

/** What `keepHeapSmall` sets, by what passes through the process; for a process that is measured as the program is. */
export const smallHeapFlags = {
  photos: [...youngStaysSmall, '--heap-growing-percent=25'],
  rows: [...youngStaysSmall, '--heap-growing-percent=100'],
};

/**
 * Photos pass through as short-lived buffers: a young generation that stays small and a heap that grows by small steps free
 * them soon: 500 interventions take 268 MB in the same time as 307 MB with steps that double it. Rows of an export take a
 * third longer with the small steps. To be called once all is loaded: loading code under these settings collects garbage
 * five times as often, for nothing.
 */
export function keepHeapSmall(passing: keyof typeof smallHeapFlags): void {
  for (const flag of smallHeapFlags[passing]) setFlagsFromString(flag);
}
