import { type LeftOutFunction, missingFor } from '../host/left-out.ts';

/** What people call the work that begins with a function. */
const works: Readonly<Record<string, string>> = {
  'collect-interventions': 'les interventions',
  'plan-fleet': 'la flotte',
};

/** What this configuration leaves out and which variables are missing for it, in French; nothing when nothing is. */
export function describeLeftOut(leftOut: readonly LeftOutFunction[]): string {
  if (leftOut.length === 0) return '';
  const told = new Set<string>();
  const lines: string[] = [];
  for (const one of [...leftOut].sort((a, b) => Number(b.name in works) - Number(a.name in works))) {
    const missing = missingFor(one);
    if (missing.every((name) => told.has(name))) continue;
    for (const name of missing) told.add(name);
    lines.push(`  ${works[one.name] ?? one.name} : ${missing.join(', ')}`);
  }
  return `Laissé de côté, faute de ces variables (environnement ou .env) :\n${lines.join('\n')}\n`;
}
