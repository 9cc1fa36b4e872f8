import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMail } from '../../../shared/cli/exports/describe-mail.ts';

const refused = 'bob@exemple.fr (550 No such user here)';
const cases = [
  ['envoye', 1, null, 'Mail envoyé à 1 destinataire'],
  ['envoye', 2, refused, `Mail envoyé à 2 destinataires ; refusé pour ${refused}`],
  [
    'prevu',
    0,
    'ECONNREFUSED',
    'Mail à envoyer : ECONNREFUSED. Il est essayé encore tant qu’un Terrain tourne : npm start',
  ],
  ['refuse', 0, refused, `Mail refusé : ${refused}`],
  ['incertain', 0, null, 'Mail peut-être envoyé'],
] as const;

for (const [status, accepted, reason, told] of cases) {
  test(`a mail that is ${status} for ${accepted} reads: ${told}`, () => {
    assert.equal(describeMail({ status, accepted, reason }), told);
  });
}
