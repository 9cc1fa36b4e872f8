/**
 * Looks at every resource of a plan, whoever wrote it, for what must never be: `node .ci/check-plan.ts PLAN.json`, where
 * PLAN.json is what `terraform show -json` says of a plan. Exit 0: nothing was found.
 */
import { readFileSync } from 'node:fs';
import { planFaults } from './plan-faults.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node .ci/check-plan.ts PLAN.json');
  process.exit(2);
}
const { faults, resources } = planFaults(JSON.parse(readFileSync(file, 'utf8')));
for (const fault of faults) console.error(`refused: ${fault}`);
console.log(`${resources} planned resources, ${faults.length} refused`);
process.exitCode = faults.length === 0 ? 0 : 1;
