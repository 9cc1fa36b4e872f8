import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseEnv } from 'node:util';
import { startDemoWorld } from '../../../shared/demo/world.ts';
import { childEnvironment } from '../../child-environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runTerrain, startTerrain } from '../../scenarios/terrain-process.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/tutorial.md'), 'utf8');
const fileOf = (name: string) => {
  const [, text] = new RegExp(`^\`\`\`\\w+ ${name.replaceAll('.', '\\.')}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page) ?? [];
  return text ?? assert.fail(`the tutorial shows no ${name}`);
};
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'));
const terrainCommands = commands.flatMap(
  (command) => /^npm run (?:--silent )?terrain -- (.+)$/.exec(command)?.[1] ?? [],
);
/** `start` stays, and is tried below; `doctor` looks at the whole machine, and has a test of its own. */
const run = terrainCommands.filter((command) => !/^(start|doctor)\b/.test(command));

test('the tutorial’s recipe and commands do what it says, on the portal that it starts', async () => {
  assert.equal(run.length, 4, 'check, run, status, token');
  const demo = commands.find((command) => command.startsWith('npm run demo')) ?? '';
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(demo)?.[1] ?? assert.fail(`no --${name}`);
  const folder = await temporaryFolder();
  const world = await startDemoWorld({
    dataDirectory: path.join(folder.path, 'demo'),
    day: option('day'),
    count: Number(option('count')),
  });
  try {
    // The same settings, with the ports that were free.
    const settings = fileOf('.env')
      .replaceAll(`http://127.0.0.1:${option('port')}`, world.portalUrl)
      .replaceAll(`http://127.0.0.1:${option('destination-port')}`, world.destinationUrl);
    const recipe = path.join(folder.path, 'my-portal.yaml');
    writeFileSync(recipe, fileOf('my-portal.yaml'));
    const environment = {
      ...childEnvironment(),
      ...parseEnv(settings),
      PORTAL_RECIPE: recipe,
      TERRAIN_DATA: path.join(folder.path, 'data'),
    };
    for (const command of run) {
      const args = command
        .split(' ')
        .map((arg) => (arg === 'my-portal.yaml' ? recipe : arg === 'captures' ? path.join(folder.path, arg) : arg));
      const { status, output } = await runTerrain(args, environment);
      assert.equal(status, 0, `${command}\n${output}`);
      if (command.startsWith('run')) assert.match(output, /Livrées\s+6/);
    }
    assert.equal(world.destination.effects().interventions.length, 6);
    // It says nothing of a fleet, and starts all the same.
    const host = startTerrain(['start', '--no-demo', '--port', '0'], environment);
    const isOpen = () => host.child.exitCode !== null || /ouvrir\/\S+\/console\/\s/.test(host.output());
    await until(isOpen, 60_000, 'start prints its links');
    host.child.kill('SIGINT');
    assert.equal(await host.ended, 0, host.output());
    assert.match(host.output(), /Laissé de côté.*\n {2}la flotte : SAMSARA_API_TOKEN\n/);
  } finally {
    await world.close();
    await folder.remove();
  }
});
