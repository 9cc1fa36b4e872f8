import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { RecipeError, readRecipe } from '../../../shared/adapters/chromium/read-recipe.ts';
import { writeRecipeReference } from '../../../shared/domain/portal/write-reference.ts';

const root = new URL('../../../', import.meta.url).pathname;
const good = readFileSync(join(root, 'docs/recipes/request-tracker.yaml'), 'utf8');

describe('a recipe', () => {
  const cases: readonly [string, string, string, RegExp][] = [
    [
      'an unknown key',
      'zone: Europe/Paris',
      'zonne: Europe/Paris',
      /^r\.yaml:3:1: zonne: clé inconnue ici, vouliez-vous dire « zone » \?$/,
    ],
    ['an unknown zone', 'zone: Europe/Paris', 'zone: Europe/Pari', /^r\.yaml:3:1: zone: fuseau horaire inconnu/],
    [
      'an unknown step',
      '- goto: /\n',
      '- goTo: /\n',
      /^r\.yaml:10:11: sites\.tracker\.login\.steps\[0\]\.goTo: clé inconnue, vouliez-vous dire « goto » \?$/,
    ],
    [
      'an unknown companion of a step',
      'with: secret:PORTAL_USER',
      'withh: secret:PORTAL_USER',
      /^r\.yaml:12:11: .*steps\[1\]\.withh: clé inconnue ici, vouliez-vous dire « with »/m,
    ],
    [
      'an unknown placeholder',
      "{to:yyyy-MM-dd HH:mm:ss}'\n    - expect",
      "{too}'\n    - expect",
      /list\.steps\[0\]\.goto: « \{too\} » est inconnu : vouliez-vous dire « \{to\} » \?$/,
    ],
    [
      'a lone brace',
      'open: /Ticket/Display.html?id={column:id}',
      'open: /Ticket/Display.html?id={column:id',
      /pages\.ticket\.open: accolade « \{ » seule/,
    ],
    [
      'a column that the list does not have',
      '{column:id}\n    ready: { selector: .ticket',
      '{column:idd}\n    ready: { selector: .ticket',
      /pages\.ticket\.open: colonne « idd » inconnu : vouliez-vous dire « id » \?$/,
    ],
    [
      'a page that is none',
      'page: history, selector: .message',
      'page: histori, selector: .message',
      /record\.values\.pto\.page: page « histori » inconnu : vouliez-vous dire « history »/,
    ],
    [
      'a wrong regular expression',
      "pattern: '(\\d+) ticket'",
      "pattern: '(\\d+ ticket'",
      /list\.total\.pattern: expression régulière incorrecte/,
    ],
    ['a secret written wrongly', 'secret:PORTAL_USER', 'secret:PORTAL USER', /une référence s’écrit secret:NOM/],
    [
      'an address that is none',
      'url: secret:PORTAL_URL',
      'url: file:///etc/passwd',
      /^r\.yaml:7:5: sites\.tracker\.url: une adresse http/,
    ],
    [
      'two ways to export',
      "click: '#page-more-spreadsheet'",
      "click: '#a'\n    link: '#b'",
      /list\.export: une seule de ces clés est attendue : click, link, fetch/,
    ],
    [
      'a word of the record in the list',
      ">= '{from:yyyy-MM-dd HH:mm:ss}' AND",
      ">= '{reference}' AND",
      /list\.steps\[0\]\.goto: \{reference\} et \{column\} n’ont de sens que dans pages/,
    ],
    [
      'a bracket that is never closed',
      'sites:',
      'sites: [',
      /^r\.yaml:7:5: YAML incorrect : refermez [^\n]*accolade[^\n]*$/,
    ],
    [
      'a key twice',
      'zone: Europe/Paris',
      'zone: Europe/Paris\nzone: Europe/Paris',
      /^r\.yaml:4:1: [^\n]*une seule[^\n]*$/,
    ],
    ['a tab before a key', '  columns:', '\tcolumns:', /^r\.yaml:40:1: [^\n]*tabulation[^\n]*$/],
    ['a colon in a text', 'name: ', 'name: RT : le mien : ', /^r\.yaml:2:7: [^\n]*entre apostrophes[^\n]*$/],
    ['an item without its dash', '- goto: /\n', 'goto: /\n', /^r\.yaml:11:1: [^\n]*par « - »[^\n]*$/],
    [
      'a selector that YAML takes for a comment',
      "click: '#page",
      'click: #page',
      /list\.export\.click: rien n’est écrit.*« # »/,
    ],
    [
      'a selector that YAML takes for an anchor',
      'selector: .ticket-info-cfs',
      'selector: *.ticket',
      /« \*\.ticket » sans elles/,
    ],
  ];
  for (const [name, from, to, message] of cases) {
    test(`with ${name} is refused with its place`, () => {
      assert.ok(good.includes(from), `the sample has no « ${from} »`);
      assert.throws(
        () =>
          readRecipe(
            good.replace(from, () => to),
            'r.yaml',
          ),
        (error) => {
          assert.ok(error instanceof RecipeError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  test('with more aliases than anybody writes is refused', () => {
    const items = (item: string) => `[${Array.from({ length: 10 }, () => item).join(', ')}]`;
    const text = ['a: &a [1]', `b: &b ${items('*a')}`, `c: &c ${items('*b')}`, `d: ${items('*c')}`].join('\n');
    assert.throws(() => readRecipe(text, 'r.yaml'), /^RecipeError: r\.yaml:1:1: trop de renvois/);
  });

  for (const file of ['docs/recipes/request-tracker.yaml', 'shared/demo/portal-recipe.yaml']) {
    test(`${file} follows the schema`, () => {
      readRecipe(readFileSync(join(root, file), 'utf8'), file);
    });
  }

  test('has a reference page that says what the schema says', () => {
    const path = join(root, 'docs/recipes/reference.md');
    const again =
      'node -e "import(\'./shared/domain/portal/write-reference.ts\').then((m)=>process.stdout.write(m.writeRecipeReference()))" > docs/recipes/reference.md';
    assert.equal(readFileSync(path, 'utf8'), writeRecipeReference(), `write it again: ${again}`);
  });
  test('has a description for each of its keys', () => {
    assert.doesNotMatch(
      writeRecipeReference().replace(/\| `(time|departement|jeton|technicians|replace|pattern)` \| \w* \| {2}\|/g, ''),
      /\| {2}\|$/m,
    );
  });
});

test('no code knows a portal: its words are in recipes and nowhere else', () => {
  const words = /request.?tracker|\bticket|TicketSQL|RT_SID|Results\.tsv|identifiant\]|FOSESSION|jeton_formulaire/i;
  const files = ['shared', 'functions'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith('.ts') && !name.startsWith('shared/demo/')),
  );
  assert.ok(files.length > 100, `only ${files.length} files were read`);
  const knowing = files.filter((name) => words.test(readFileSync(join(root, name), 'utf8')));
  assert.deepEqual(knowing, []);
});
