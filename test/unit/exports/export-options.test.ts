import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { runExportCommand } from '../../../shared/cli/commands/export.ts';
import { readExportOptions } from '../../../shared/cli/exports/export-options.ts';
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
    assert.equal(options.definition.title, 'Déjà réabonnés');
    assert.deepEqual(
      [options.date, options.settings, options.mail, options.preview, options.out],
      ['2013-07-16', { mois: '2013-06' }, false, false, undefined],
    );
  });

  const wrong: [string[], RegExp][] = [
    [['welcom_call'], /export inconnu « welcom_call » \(vouliez-vous dire « welcome_call » \?\)/],
    [['xyz'], /export inconnu « xyz » \(il y a .*welcome_call/],
    [[], /dites lequel : .*fin_exploitation/],
    [['welcome_call', 'fiches_cloturees'], /« fiches_cloturees » est de trop/],
    [['welcome_call', '--date', '30/02/2013'], /--date : « 30\/02\/2013 » n’est pas une date/],
    [
      ['welcome_call', '--set', 'mois=2013-06'],
      /n’est pas NOM=VALEUR d’un réglage de welcome_call \(il n’en a aucun\)/,
    ],
    [['deja_reabonnes', '--set', 'annee=2013'], /il a mois/],
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
