import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { usage } from '../../../shared/cli/usage.ts';
import { childEnvironment } from '../../child-environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { screenAfter } from '../../scenarios/terminal-screen.ts';
import { runTerrain } from '../../scenarios/terrain-process.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** The npm commands of the README's code, each once. */
const commands = [...new Set(readme.match(/npm (?:run [\w:]+|start|test)/g))];

test('the README’s npm commands are scripts of package.json', () => {
  assert.ok(commands.length >= 6);
  for (const command of commands) {
    const script = command.replace(/^npm (run )?/, '');
    assert.ok(script in scripts, command);
  }
});

test('the README and the command line know the same commands', () => {
  const [, table = ''] = /^\| command \| does \|\n([\s\S]*?)\n\n/m.exec(readme) ?? [];
  const told = new Set([...table.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name));
  const known = new Set([...usage.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name));
  assert.deepEqual([...told].sort(), [...known].sort());
});

test('every file that the README links is there', () => {
  for (const [, link = ''] of readme.matchAll(/\]\((?!http)([^)#]+)\)/g)) readFileSync(path.join(root, link));
});

const terminal = spawnSync('script', ['--version']).status === 0;
if (!terminal) console.log('without a terminal: npm start, since util-linux’s script is not on this machine');

/** `npm start -- --once` as a newcomer runs it: in a terminal of 100 columns where `script` makes one, else into a pipe. */
async function startOnce(environment: Record<string, string>): Promise<{ status: number | null; output: string }> {
  const args = ['start', '--once', '--port', '0'];
  if (!terminal) return runTerrain(args, environment);
  const command = `stty cols 100 rows 40; exec ${process.execPath} shared/cli/terrain.ts ${args.join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: root,
    env: { ...environment, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { status: child.exitCode, output };
}

test('npm start -- --once ends with status 0 and every intervention of the demo day delivered, progress drawn in place', async () => {
  const folder = await temporaryFolder();
  try {
    const environment = { ...childEnvironment(), TERRAIN_DATA: path.join(folder.path, 'data') };
    assert.equal(scripts.start, 'node shared/cli/terrain.ts start');
    const { status, output } = await startOnce(environment);
    assert.equal(status, 0, output);
    const screen = screenAfter(output);
    assert.match(screen, /Passage terminé : tout est livré/);
    assert.match(screen, /Nouvelles\s+24/);
    if (!terminal) return;
    const drawn = output.split('\u001b[0J').length - 1;
    assert.ok(drawn >= 10, `drawn again ${drawn} times`);
    assert.match(output, /█/, 'bars while it runs');
    assert.doesNotMatch(screen, /█/, 'and none is left');
  } finally {
    await folder.remove();
  }
});
