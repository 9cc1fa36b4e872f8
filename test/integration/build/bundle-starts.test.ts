import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { bundleFunction } from '../../../shared/build/function-bundle.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { postPubsubEvent, startBundle } from '../framework-process.ts';
import { installByLink } from './install-by-link.ts';

// Outside the project, so that nothing of it is found by chance.
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
});
after(() => folder.remove());

async function start(name: string, fixtures = 'functions') {
  const { folder: bundle, dependencies } = await bundleFunction(
    `test/fixtures/${fixtures}/${name}`,
    path.join(folder.path, name),
  );
  assert.deepEqual(Object.keys(dependencies), ['@google-cloud/functions-framework']);
  await installByLink(bundle, Object.keys(dependencies));
  return startBundle(bundle, name, { NOTES_FOLDER: folder.path });
}

test('a bundle takes messages with nothing of the project around it', async () => {
  const running = await start('take-note');
  try {
    const response = await postPubsubEvent(running.url, 'note-written', { text: 'été' });
    assert.ok(response.ok, running.output());
    const [line = ''] = (await readFile(path.join(folder.path, 'notes.ndjson'), 'utf8')).split('\n');
    assert.equal(JSON.parse(line).text, 'été');
  } finally {
    await running.stop();
  }
});

test('a bundle answers HTTP with nothing of the project around it', async () => {
  const running = await start('serve-note');
  try {
    const response = await fetch(`${running.url}/notes/echo?a=%zz`, { method: 'POST', body: 'été' });
    assert.equal(response.status, 200, running.output());
    assert.equal(JSON.parse(await response.text()).body, 'été');
  } finally {
    await running.stop();
  }
});

test('a bundle serves its page and the page’s files, compiled', async () => {
  const running = await start('serve-page', 'pages');
  try {
    const page = await (await fetch(`${running.url}/console/`)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/console\/static\/[^"]+)"/g)].map(([, file = '']) => file);
    assert.ok(files.length >= 4, running.output());
    for (const file of files) {
      const answer = await fetch(running.url + file);
      assert.equal(answer.status, 200, file);
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
      await answer.arrayBuffer();
    }
  } finally {
    await running.stop();
  }
});
