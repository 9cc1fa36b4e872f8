import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { runExportCommand } from '../../../shared/cli/commands/export.ts';
import { readExportOptions } from '../../../shared/cli/exports/export-options.ts';
import { listExports } from '../../../shared/cli/exports/list-exports.ts';
import { UsageError } from '../../../shared/cli/usage.ts';
import { ConfigurationError } from '../../../shared/runtime/read-env.ts';
import { type Exports, loadExports } from '../../../shared/wiring/load-exports.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

describe('the command line of exports', () => {
  let exports: Exports;
  before(async () => {
    exports = await loadExports();
  });
  const read = (...args: string[]) => readExportOptions(args, exports, 'Europe/Paris');

  it('reads the export, its day and its settings', () => {
    const options = read('deja_reabonnes', '--date', '16/07/2013', '--set', 'mois=2013-06', '--no-mail');
    assert.equal(options.definitions[0]?.title, 'Déjà réabonnés');
    assert.deepEqual(
      [options.date, options.settings, options.mail, options.preview, options.out],
      ['2013-07-16', { mois: '2013-06' }, false, false, undefined],
    );
  });

  it('reads ALL as those of the day’s schedules, in their order, and --list as all there are', () => {
    const ofDay = (date: string) => read('ALL', '--date', date).definitions.map(({ name }) => name);
    assert.deepEqual(ofDay('2013-07-16').slice(0, 3), ['welcome_call', 'barometre_qualite', 'appels_sur_afrique']);
    assert.equal(ofDay('2013-07-16').length, 10);
    assert.equal(ofDay('2013-07-01').at(-1), 'facturation_mensuelle');
    assert.equal(ofDay('2013-07-02').at(-1), 'fin_exploitation');
    const listed = listExports(read('--list').definitions);
    assert.match(listed, /welcome_call +Appels de bienvenue +CSV +chaque jour à 04:00/);
    assert.match(listed, /facturation_mensuelle .* XLSX +le 1er du mois à 05:30 +mois/);
  });

  const wrong: [string[], RegExp][] = [
    [['welcom_call'], /export inconnu « welcom_call » \(vouliez-vous dire « welcome_call » \?\)/],
    [['xyz'], /export inconnu « xyz » \(il y a .*welcome_call/],
    [[], /dites lequel, ou ALL : .*fin_exploitation/],
    [['welcome_call', 'fiches_cloturees'], /« fiches_cloturees » est de trop/],
    [['welcome_call', '--date', '30/02/2013'], /--date : « 30\/02\/2013 » n’est pas une date/],
    [
      ['welcome_call', '--set', 'mois=2013-06'],
      /n’est pas NOM=VALEUR d’un réglage de welcome_call \(il n’en a aucun\)/,
    ],
    [['deja_reabonnes', '--set', 'annee=2013'], /il a mois/],
    [['ALL', '--preview'], /--preview et --set sont pour un seul export/],
  ];
  for (const [args, message] of wrong) {
    it(`names what is wrong with "${args.join(' ')}"`, () => {
      assert.throws(
        () => read(...args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it('names a folder that cannot be written, before anything is run', async () => {
    const folder = await temporaryFolder();
    process.env.TERRAIN_DATA = `${folder.path}/data`;
    try {
      await assert.rejects(
        runExportCommand(['welcome_call', '--out', '/proc/version/exports']),
        (error) => error instanceof ConfigurationError && /\/proc\/version\/exports/.test(error.message),
      );
    } finally {
      delete process.env.TERRAIN_DATA;
      await folder.remove();
    }
  });
});
