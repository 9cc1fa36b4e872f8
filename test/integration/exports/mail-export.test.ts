import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { InvalidRequestError, RetryLaterError } from '../../../shared/ports/failures.ts';
import { MailRefusedError } from '../../../shared/ports/mailer.ts';
import type { Warehouse } from '../../../shared/ports/warehouse.ts';
import { makeExportData, runDay } from './export-data.ts';
import { type ExportHouse, openExportHouse } from './export-house.ts';
import { openMailHouse, operators, readers } from './mail-house.ts';
import { csvCell, readCsv } from './read-files.ts';
import { sendWorstWords, worst } from './worst-words.ts';

describe('delivering exports', () => {
  let house: ExportHouse;
  before(async () => {
    house = await openExportHouse(makeExportData(5, 400));
  });
  after(() => house.close());
  let count = 0;
  async function runExport(name: string, changed: Parameters<ExportHouse['run']>[1] = {}) {
    const runId = `run-${++count}`;
    await house.run({ export: name, date: runDay, runId }, changed);
    return runId;
  }
  const stateOf = async (runId: string) => {
    const run = await house.runs.get(runId);
    assert.ok(run !== undefined);
    return run;
  };

  it('mails the file to its readers, once, though the message comes three times', async () => {
    const mail = await openMailHouse(house);
    try {
      const runId = await runExport('welcome_call');
      await house.run({ export: 'welcome_call', date: runDay, runId });
      for (let time = 0; time < 3; time++) await mail.deliver(runId);
      const [got, ...more] = mail.server.mails;
      assert.ok(got !== undefined && more.length === 0);
      assert.deepEqual(got.recipients, readers);
      assert.equal(got.subject, 'export welcome_call du 16/07/2013');
      assert.match(got.text ?? '', /Appels de bienvenue.*16\/07\/2013 : \d+ lignes/);
      const { file, mail: state } = await stateOf(runId);
      assert.match(got.text ?? '', new RegExp(file?.sha256 ?? 'none'));
      const [attachment] = got.attachments;
      assert.equal(attachment?.filename, 'export_welcome_call_20130716.csv');
      assert.ok(attachment?.content instanceof ArrayBuffer);
      const kept = await readFile(path.join(house.folder, 'objects/exports', file?.object ?? ''));
      assert.deepEqual(Buffer.from(attachment.content), kept);
      assert.deepEqual([state?.status, state?.accepted, state?.withLink], ['envoye', 2, false]);
      assert.deepEqual(house.counted, {
        'terrain.exports.ended{export=welcome_call,status=ecrit}': 1,
        'terrain.exports.rows{export=welcome_call}': file?.rows,
        'terrain.exports.mails{export=welcome_call,mail=mail,status=envoye}': 1,
      });
    } finally {
      await mail.close();
    }
  });

  it('says that a file is empty, and tells the operator of one that is held and not its readers', async () => {
    const mail = await openMailHouse(house);
    try {
      await house.run({ export: 'welcome_call', date: '2020-02-29', runId: 'empty' });
      await mail.deliver('empty');
      assert.match(mail.server.mails[0]?.subject ?? '', /\(vide\)$/);
      assert.match(mail.server.mails[0]?.text ?? '', /il est vide/);
      await house.run({ export: 'barometre_qualite', date: '2020-02-29', runId: 'held' });
      await mail.deliver('held');
      await mail.deliver('held');
      assert.equal(mail.server.mails.length, 2);
      const report = mail.server.mails[1];
      assert.deepEqual(report?.recipients, operators);
      assert.match(
        report?.text ?? '',
        /0 lignes au lieu de 333[\s\S]*exports\/passages\/held\/[\s\S]*terrain -- export barometre_qualite --date 2020-02-29/,
      );
      assert.equal((await stateOf('held')).placedAs, null);
    } finally {
      await mail.close();
    }
  });

  it('names an address that the server refuses to the operator; the others get the file', async () => {
    const mail = await openMailHouse(house, { refusedAddresses: ['bob@exemple.fr'] });
    try {
      const runId = await runExport('deja_reabonnes');
      await mail.deliver(runId);
      assert.deepEqual(mail.mailsTo('ana@exemple.fr').length, 1);
      assert.match(
        mail.mailsTo('exploitation@exemple.fr')[0]?.text ?? '',
        /refusés : bob@exemple\.fr \(.*No such user/,
      );
      const { mail: state } = await stateOf(runId);
      assert.deepEqual([state?.status, state?.accepted], ['envoye', 1]);
    } finally {
      await mail.close();
    }
  });

  it('keeps a refused mail as refused with the server’s words; the file stays, and a replay sends it once it is mended', async () => {
    const mail = await openMailHouse(house, { refusedAddresses: readers });
    const mended = await openMailHouse(house);
    try {
      const runId = await runExport('repondeurs_bloques');
      await assert.rejects(mail.deliver(runId), MailRefusedError);
      const { mail: state, file } = await stateOf(runId);
      assert.equal(state?.status, 'refuse');
      assert.match(state?.reason ?? '', /tous les destinataires.*No such user/);
      assert.match(mail.mailsTo('exploitation@exemple.fr')[0]?.text ?? '', /No such user[\s\S]*reste disponible/);
      assert.ok(await house.ports.objects.stat('exports', file?.object ?? ''));
      await mended.deliver(runId);
      await mended.deliver(runId);
      assert.equal(mended.mailsTo('ana@exemple.fr').length, 1);
      assert.equal((await stateOf(runId)).mail?.status, 'envoye');
    } finally {
      await mail.close();
      await mended.close();
    }
  });

  it('tries again a server that is busy or away', async () => {
    let isBusy = true;
    const mail = await openMailHouse(house, {
      onMail: () => {
        if (isBusy) throw Object.assign(new Error('Try again later'), { responseCode: 451 });
      },
    });
    const runId = await runExport('fx_numbers_senegal');
    await assert.rejects(mail.deliver(runId), /Try again later/);
    assert.deepEqual([(await stateOf(runId)).mail?.status, mail.server.mails.length], ['prevu', 0]);
    isBusy = false;
    await mail.deliver(runId);
    assert.equal((await stateOf(runId)).mail?.status, 'envoye');
    await mail.close();
    const other = await runExport('fx_numbers_afrique');
    await assert.rejects(mail.deliver(other), /ne prend pas le message maintenant/);
    assert.equal((await stateOf(other)).mail?.status, 'prevu');
  });

  it('leaves a mail alone that another instance may be sending, and calls it uncertain once that one must be dead', async () => {
    const mail = await openMailHouse(house);
    try {
      const runId = await runExport('welcome_call');
      const at = '2013-07-16T02:00:00.000Z';
      const leaving = { status: 'en_envoi', at, owner: 'another', accepted: 0, reason: null, withLink: false } as const;
      await house.runs.change(runId, (run) => ({ ...run, mail: leaving }));
      await assert.rejects(mail.deliver(runId), RetryLaterError);
      house.setNow('2013-07-16T02:11:00.000Z');
      await mail.deliver(runId);
      assert.equal((await stateOf(runId)).mail?.status, 'incertain');
      assert.deepEqual(mail.mailsTo('ana@exemple.fr'), []);
      assert.match(mail.mailsTo('exploitation@exemple.fr')[0]?.text ?? '', /peut-être parti/);
    } finally {
      house.setNow(`${runDay}T02:00:00.000Z`);
      await mail.close();
    }
  });

  it('links to a file above 10 MB instead of attaching it', async () => {
    const mail = await openMailHouse(house);
    try {
      const runId = await runExport('welcome_call');
      await house.runs.change(runId, (run) => ({ ...run, file: run.file && { ...run.file, bytes: 10_000_001 } }));
      await mail.deliver(runId, {
        sign: async (bucket, name, seconds) => `https://example.com/${bucket}/${name}?${seconds}`,
      });
      const [got] = mail.server.mails;
      assert.deepEqual(got?.attachments, []);
      assert.match(got?.text ?? '', /10 Mo\).*une semaine :\s+https:\/\/example\.com\/exports\/passages\/.*\?604800/);
      assert.equal((await stateOf(runId)).mail?.withLink, true);
    } finally {
      await mail.close();
    }
  });

  it('mails nothing, and says so, without a server or without addresses', async () => {
    const mail = await openMailHouse(house);
    await mail.close();
    const runId = await runExport('welcome_call');
    await mail.deliver(runId, { mailer: undefined });
    assert.match((await stateOf(runId)).mail?.reason ?? '', /aucun serveur/);
    const other = await runExport('welcome_call');
    await mail.deliver(other, { readersOf: () => [] });
    assert.equal((await stateOf(other)).mail?.status, 'sans');
  });

  it('retries a failure in the window, then gives up and reports it', async () => {
    const mail = await openMailHouse(house);
    const away: Warehouse = {
      ...house.ports.warehouse,
      // biome-ignore lint/correctness/useYield: it never gets so far
      async *stream() {
        throw new Error('the warehouse is away');
      },
    };
    const due = { export: 'welcome_call', date: '2013-07-17' };
    const runId = 'welcome_call-2013-07-17';
    try {
      house.setNow('2013-07-17T02:05:00.000Z');
      await assert.rejects(house.run(due, { warehouse: away }), (error) => {
        assert.ok(error instanceof RetryLaterError);
        assert.equal(error.afterSeconds, 300);
        return true;
      });
      assert.deepEqual(
        [(await stateOf(runId)).status, (await stateOf(runId)).reason],
        ['en_cours', 'the warehouse is away'],
      );
      await mail.deliver(runId);
      assert.equal(mail.server.mails.length, 0);
      house.setNow('2013-07-17T05:58:00.000Z');
      await house.run(due, { warehouse: away });
      await mail.deliver(runId);
      const { status, attempts } = await stateOf(runId);
      assert.deepEqual([status, attempts], ['echoue', 2]);
      assert.match(mail.mailsTo('exploitation@exemple.fr')[0]?.text ?? '', /a échoué : the warehouse is away/);
      // What can never succeed is not tried again.
      const wrong: Warehouse = {
        ...house.ports.warehouse,
        // biome-ignore lint/correctness/useYield: it never gets so far
        async *stream() {
          throw new InvalidRequestError('no such column');
        },
      };
      house.setNow('2013-07-18T02:05:00.000Z');
      await house.run({ export: 'welcome_call', date: '2013-07-18' }, { warehouse: wrong });
      assert.equal((await stateOf('welcome_call-2013-07-18')).status, 'echoue');
    } finally {
      house.setNow(`${runDay}T02:00:00.000Z`);
      await mail.close();
    }
  });

  it('takes an intervention made of HTML, formulas, paths and lines of their own to the customer, the file and the mail as words', async () => {
    const { sent, logged, kept } = await sendWorstWords(house, '2013-07-15');
    assert.equal(kept?.state, 'livre');
    const mail = await openMailHouse(house);
    try {
      await house.run({ export: 'interventions_cloturees', date: runDay, runId: 'worst' });
      await mail.deliver('worst');
      const [got, ...more] = mail.server.mails;
      assert.deepEqual([got?.recipients, more], [readers, []]);
      const file = (await stateOf('worst')).file?.object ?? '';
      const { rows } = await readCsv(path.join(house.folder, 'objects/exports', file));
      const { reference, time, departement, jeton, technicians } = worst;
      const texts = [reference, time, departement, jeton, technicians.join('; ')].map(csvCell);
      assert.deepEqual(rows[0]?.toSpliced(1, 1).slice(0, 5), texts, 'each a cell of text');
    } finally {
      await mail.close();
    }
    const [intervention, described, ...photos] = sent;
    assert.ok(JSON.stringify(JSON.parse(latin1Text(intervention?.body))).includes('<script>pwned()</script>'));
    assert.ok(Array.isArray(JSON.parse(latin1Text(described?.body))));
    assert.equal(photos.length, 2);
    for (const { headers, body } of photos) {
      const [, name = ''] =
        /^--\S+\r\nContent-Disposition: form-data; name="file"; filename="([^"\r\n]*)"\r\nContent-Type: image\/(?:png|jpeg)\r\n\r\n/.exec(
          body,
        ) ?? [];
      assert.match(name, /^[^/\\<>]+\.(?:jpg|png)$/);
      assert.equal(headers.bcc, undefined);
    }
    const files = globSync('**/*', { cwd: path.join(house.folder, 'objects', 'photos') });
    assert.equal(files.filter((one) => /\.(?:jpg|png)$/.test(one)).length, 2, files.join());
    assert.equal(globSync('**/*evade*', { cwd: house.folder }).length, 1, 'one folder bears its name');
    assert.equal(existsSync('/tmp/terrain-evade'), false);
    assert.ok(logged.length >= 2, 'photos and the run are told');
    for (const text of logged) {
      assert.match(text, /^[^\r\n]*\n$/, 'one line of log');
      assert.doesNotMatch(JSON.stringify(JSON.parse(text)), /Personne|pwned\(\)<|passwd|calc/);
    }
  });
});

const latin1Text = (body: string | undefined) => Buffer.from(body ?? '', 'latin1').toString();
