import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { type ChromiumPortalOptions, checkPortal } from '../../../shared/adapters/chromium/chromium-portal.ts';
import type { CheckedStep, CheckSummary } from '../../../shared/adapters/chromium/try-portal.ts';
import { startDemoWorld } from '../../../shared/demo/world.ts';
import type { RefusedLogins } from '../../../shared/ports/portal.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { demoDay, demoOptions, demoRecipe, shareBrowser, type World } from './demo-portal.ts';
import { pageOptions, servePages } from './page-server.ts';

let shared: Awaited<ReturnType<typeof shareBrowser>>;
before(async () => {
  shared = await shareBrowser();
});
after(() => shared.close());

async function checkThrough(
  options: ChromiumPortalOptions,
): Promise<{ readonly steps: CheckedStep[]; readonly summary: CheckSummary }> {
  const steps: CheckedStep[] = [];
  const check = checkPortal({ ...options, day: demoDay }, shared.loggedOut());
  for (;;) {
    const { done, value } = await check.next();
    if (done === true) return { steps, summary: value };
    steps.push(value);
  }
}

/** Refusals that stay, and how they were asked for. */
function oldRefusals(): RefusedLogins & { readonly forgotten: string[]; readonly remembered: string[] } {
  const forgotten: string[] = [];
  const remembered: string[] = [];
  return {
    forgotten,
    remembered,
    reasonOf: async () => 'compte verrouillé',
    remember: async (_, reason) => void remembered.push(reason),
    forget: async (fingerprint) => void forgotten.push(fingerprint),
  };
}

describe('a check of a recipe', { concurrency: 1 }, () => {
  let world: World;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder();
    world = await startDemoWorld({
      day: demoDay,
      dataDirectory: path.join(folder.path, 'world'),
      count: 6,
      photoBytes: 20_000,
    });
  });
  after(async () => {
    await world.close();
    await folder.remove();
  });
  const loginsAsked = () => world.faults.fired()[0]?.fired;
  const countLogins = (server: 'portal' | 'documents', match: string) =>
    world.faults.setFaults([{ server, match, method: 'POST', fault: { kind: 'slow', milliseconds: 1 } }]);

  test('that is good tells its counts, its first rows, its first photo and its names, with a picture a step, and forgets that its logins were refused before', async () => {
    const screenshotsTo = path.join(folder.path, 'good');
    const refusedLogins = oldRefusals();
    const options = demoOptions(world, await demoRecipe(), { refusedLogins });
    const { steps, summary } = await checkThrough({ ...options, screenshotsTo });
    const expected = world.truth.expectedOn(demoDay);
    assert.deepEqual(summary.problems, []);
    assert.ok(summary.ok);
    assert.equal(summary.rows, expected.length);
    assert.ok(summary.photos > 0 && summary.documentNames > 0);

    const said = (name: string) => steps.filter(({ step }) => step === name).map(({ detail }) => detail);
    assert.match(said('list').join('\n'), new RegExp(`${expected.length} interventions, 0 lignes illisibles`));
    const rows = steps.flatMap((step) => step.rows ?? []);
    assert.equal(rows.length, 3);
    assert.ok(rows.every((row) => expected.some(({ reference }) => reference === row.reference)));
    assert.match(said('photo').join(), /: \d+ octets, image\/jpeg, \d+ × \d+$/);
    assert.match(said('names').join(), /^\d+ noms : \S/);
    assert.ok(steps.some(({ step }) => step === 'sites.portal.login.steps[0].goto'));
    assert.ok(steps.some(({ step }) => step === 'list.steps[5].fill'));

    const seen = steps.filter(({ address }) => address !== undefined);
    assert.ok(seen.length > 15, `${seen.length} steps in a page`);
    for (const { step, screenshot } of seen) {
      assert.ok(screenshot, step);
      assert.equal((await sharp(screenshot).metadata()).format, 'png', step);
    }
    const { interventions, photos, photoRecords } = world.destination.effects();
    assert.deepEqual([interventions, photos, photoRecords], [[], [], []], 'nothing is sent');
    assert.equal(refusedLogins.forgotten.length, 2, 'one for each site');
  });

  test('whose selector finds nothing names the step and the nearest candidates, and keeps the page', async () => {
    const screenshotsTo = path.join(folder.path, 'wrong');
    const recipe = await demoRecipe((text) => text.replace('button#ouvrir-export', 'button#ouvrir-exports'));
    const { steps, summary } = await checkThrough({ ...demoOptions(world, recipe), screenshotsTo });
    assert.equal(summary.ok, false);
    assert.match(
      summary.problems.join(),
      /list\.export\.steps\[0\]\.click : « button#ouvrir-exports » ne trouve rien ; les plus proches : #ouvrir-export/,
    );
    const failure = steps.find(({ step }) => step.startsWith('echec'));
    assert.equal(failure?.ok, false);
    assert.ok(failure?.screenshot);
  });

  test('whose photos are no images says so', async () => {
    const recipe = await demoRecipe((text) => text.replace("'#photos .photo'", "'#photos .photo:has(a[href])'"));
    const fault = { kind: 'htmlAsJpeg' } as const;
    world.faults.setFaults([{ server: 'portal', match: '^/(photos|pieces)/', times: 99, fault }]);
    const { steps, summary } = await checkThrough(demoOptions(world, recipe));
    assert.match(summary.problems.join(), /photo : .* octets, refusée : /);
    assert.equal(steps.find(({ step }) => step === 'photo')?.ok, false);
    world.faults.setFaults([]);
  });

  test('that stops listening early closes the browser', async () => {
    const check = checkPortal({ ...demoOptions(world, await demoRecipe()), day: demoDay });
    assert.equal((await check.next()).done, false);
    const ended = await check.return({ ok: false, rows: 0, rejects: 0, photos: 0, documentNames: 0, problems: [] });
    assert.equal(ended.done, true);
  });

  test('forgets no refusal of a login that is refused again', async () => {
    const refusedLogins = oldRefusals();
    countLogins('portal', '^/connexion');
    const changes = { refusedLogins, password: 'Faux-2026!' };
    const { summary } = await checkThrough(demoOptions(world, await demoRecipe(), changes));
    assert.match(summary.problems.join(), /refuse la connexion/);
    assert.doesNotMatch(JSON.stringify(summary), /Faux-2026/);
    assert.deepEqual(refusedLogins.forgotten, []);
    assert.equal(refusedLogins.remembered.length, 1);
    assert.equal(loginsAsked(), 1);
  });

  test('sends a refused password once, however many of its steps need that site', async () => {
    const recipe = await demoRecipe((text) =>
      text.replace('  values:\n', '  values:\n    jeton: { page: documents, selector: h1 }\n'),
    );
    assert.ok(recipe.record.values.jeton);
    countLogins('documents', '^/');
    const { summary } = await checkThrough(demoOptions(world, recipe, { documentsPassword: 'Faux-2026!' }));
    assert.equal(summary.problems.filter((problem) => /refus/.test(problem)).length, 2, summary.problems.join('\n'));
    assert.equal(loginsAsked(), 1);
    world.faults.setFaults([]);
  });

  test('shows no password, token or hidden value in pictures, HTML, addresses and details', async () => {
    const red = 'background:#f00;width:300px;height:40px;border:0';
    const token = 'q7Xr92LmPz0aBcD81kQwErTy';
    const site = await servePages({
      '/login': `<form action=/list><input name=u style="${red}"><input type=password name=p style="${red}">
        <input type=hidden name=csrf value=${token}><button>ok</button></form><a href="/feed/${token}">flux</a>
        <script>window.key = '${token}'</script><p data-key=${token}>bienvenue</p>`,
      '/list': `<p id=out>connecté</p><p id=none>rien</p><a href="/logout?token=${token}">sortir</a>`,
    });
    const screenshotsTo = path.join(folder.path, 'masked');
    const login = `login: {
      steps: [{ goto: '/login?t=${token}' }, { fill: 'input[name=u]', with: secret:U }, { fill: 'input[name=p]', with: secret:P }, { click: button }],
      form: { selector: 'input[type=password]' }, success: { selector: '#out' }, refused: { text: refus } }`;
    const body = `list: { steps: [{ goto: '/list?key=${token}' }], empty: { selector: '#none' }, rows: { selector: tr }, columns: { reference: { selector: a }, date: { selector: b, format: dd/MM/yyyy } } }`;
    const secrets = { U: 'utilisateur-secret', P: 'mot-de-passe-secret' };
    try {
      const options = pageOptions(site.address, { body, site: `, ${login}`, secrets });
      const { steps, summary } = await checkThrough({ ...options, screenshotsTo });
      assert.ok(summary.ok, summary.problems.join());
      assert.doesNotMatch(JSON.stringify(steps), new RegExp(`${token}|secret`));
      const files = await readdir(screenshotsTo);
      for (const file of files.filter((name) => name.endsWith('.html'))) {
        assert.doesNotMatch(
          await readFile(path.join(screenshotsTo, file), 'utf8'),
          new RegExp(`${token}|-secret`),
          file,
        );
      }
      const filled = steps.filter(({ step }) => step.endsWith('.fill'));
      assert.equal(filled.length, 2);
      for (const { screenshot } of filled) {
        const { data } = await sharp(screenshot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
        let reds = 0;
        for (let at = 0; at < data.length; at += 3)
          if (data[at] === 255 && data[at + 1] === 0 && data[at + 2] === 0) reds += 1;
        assert.equal(reds, 0, 'the fields of the login are hidden in the picture');
      }
    } finally {
      await site.close();
    }
  });
});
