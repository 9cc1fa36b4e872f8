import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportMailEnvironment } from '../../../shared/wiring/environment.ts';
import { openReaders } from '../../../shared/wiring/export-readers.ts';

const { EXPORT_MAIL_TO } = exportMailEnvironment.shape;

describe('EXPORT_MAIL_TO', () => {
  it('gives an address every export, or the one that it names', async () => {
    const readersOf = await openReaders(
      EXPORT_MAIL_TO.parse('ana@exemple.fr, facturation_mensuelle=bob@exemple.fr; welcome_call=ana@exemple.fr'),
    );
    assert.deepEqual(['welcome_call', 'facturation_mensuelle', 'fiches_cloturees'].map(readersOf), [
      ['ana@exemple.fr'],
      ['ana@exemple.fr', 'bob@exemple.fr'],
      ['ana@exemple.fr'],
    ]);
    assert.deepEqual((await openReaders(EXPORT_MAIL_TO.parse(undefined)))('welcome_call'), []);
  });

  it('refuses what is no address, and an export that there is not', async () => {
    assert.equal(EXPORT_MAIL_TO.safeParse('ana').success, false);
    assert.equal(EXPORT_MAIL_TO.safeParse('welcome_call=').success, false);
    await assert.rejects(openReaders(EXPORT_MAIL_TO.parse('xyz=ana@exemple.fr')), /il n’y a pas d’export « xyz »/);
  });
});
