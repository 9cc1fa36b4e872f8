import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { readEnv } from '../../runtime/read-env.ts';
import { cloudEnvironment } from '../../wiring/environment.ts';
import { checkDataFolder } from '../check-data-folder.ts';
import { configurationChecks } from '../doctor/configuration.ts';
import { type Finding, lookSafely } from '../doctor/finding.ts';
import { machineChecks } from '../doctor/machine.ts';
import { serviceChecks } from '../doctor/services.ts';
import { storeChecks } from '../doctor/stores.ts';
import { loadDotEnv } from '../embedded-host.ts';
import { logToFile } from '../log-file.ts';
import { counted } from '../terminal/counted.ts';

const signs: Readonly<Record<Finding['state'], string>> = {
  bien: pc.green('✔'),
  attention: pc.yellow('!'),
  mal: pc.red('✖'),
  saute: pc.dim('–'),
};

/** `doctor`: looks at this machine, its configuration and what it talks to, and says what to do. Changes and sends nothing. */
export async function doctor(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  loadDotEnv();
  const environment = readEnv(cloudEnvironment);
  if (environment.TERRAIN_CLOUD === 'embedded') {
    checkDataFolder(environment.TERRAIN_DATA);
    logToFile(environment.TERRAIN_DATA);
  }
  const checks = [
    ...machineChecks(environment.TERRAIN_DATA, process.env.CHROMIUM_PATH || undefined),
    ...configurationChecks(process.env),
    ...serviceChecks(process.env, environment),
    ...storeChecks(environment),
  ];
  const write = (text: string) => process.stdout.write(`${text}\n`);
  const width = Math.max(...checks.map(({ name }) => name.length));
  const states: Finding['state'][] = [];
  for (const check of checks) {
    const { state, said, advice } = await lookSafely(check);
    states.push(state);
    const [first = '', ...more] = said.split('\n');
    write(`${signs[state]} ${pc.bold(check.name.padEnd(width))}  ${first}`);
    for (const line of more) write(`  ${' '.repeat(width)}  ${line}`);
    if (advice !== undefined) write(`  ${' '.repeat(width)}  → ${advice}`);
  }
  const count = (state: Finding['state']) => states.filter((one) => one === state).length;
  const [wrong, doubtful] = [count('mal'), count('attention')];
  if (wrong > 0) write(`\n${counted(wrong, 'point', 'points')} à corriger.`);
  else write(doubtful > 0 ? `\nTout marche ; ${counted(doubtful, 'point', 'points')} à connaître.` : '\nTout va bien.');
  return wrong === 0 ? 0 : 1;
}
