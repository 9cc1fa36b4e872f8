import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSmtpMailer } from '../../../shared/adapters/smtp/smtp-mailer.ts';
import { InvalidRequestError } from '../../../shared/ports/failures.ts';
import { type Mail, MailRefusedError } from '../../../shared/ports/mailer.ts';
import { certificate, startMailServer } from '../exports/mail-server.ts';

const login = { user: 'terrain', password: 'à/b:c@d' };
const from = 'Terrain <terrain@exemple.fr>';

const mail: Mail = {
  to: ['ana@exemple.fr', 'parti@exemple.fr'],
  subject: 'Export « été »',
  text: 'Veuillez trouver ci-joint l’export.\n.\n..\n',
  messageId: '<export-1@exemple.fr>',
};

describe('mails by SMTP', () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  before(async () => {
    server = await startMailServer({ login, refusedAddresses: ['parti@exemple.fr'] });
  });
  after(() => server.close());
  const open = () => createSmtpMailer({ url: server.url, from, ca: certificate });

  it('logs in over TLS, streams attachments, and says which address was refused', async () => {
    const count = server.mails.length;
    const part = new Uint8Array(100_000).map((_, index) => index % 251);
    async function* body() {
      for (let parts = 0; parts < 5; parts++) yield part;
    }
    const receipt = await open().send({
      ...mail,
      attachments: [{ fileName: 'été_20130701.csv', contentType: 'text/csv', open: body }],
    });
    assert.deepEqual(receipt.accepted, ['ana@exemple.fr']);
    assert.equal(receipt.refused.length, 1);
    assert.equal(receipt.refused[0]?.address, 'parti@exemple.fr');
    assert.match(receipt.refused[0]?.reason ?? '', /No such user here/);
    const [got, ...more] = server.mails.slice(count);
    assert.ok(got !== undefined && more.length === 0);
    assert.equal(got.login, login.user);
    assert.deepEqual(got.recipients, ['ana@exemple.fr']);
    assert.equal(got.subject, mail.subject);
    assert.equal(got.messageId, mail.messageId);
    assert.equal(got.text?.replaceAll('\r\n', '\n').trimEnd(), mail.text.trimEnd());
    const [attachment] = got.attachments;
    assert.equal(attachment?.filename, 'été_20130701.csv');
    assert.ok(attachment?.content instanceof ArrayBuffer);
    assert.deepEqual(Buffer.from(attachment.content), Buffer.concat(Array(5).fill(part)));
  });

  it('lets nothing leave when it cannot be written down first that it may', async () => {
    const count = server.mails.length;
    const failure = new RangeError('the memory is away');
    await assert.rejects(
      open().send(mail, () => Promise.reject(failure)),
      failure,
    );
    let asked = 0;
    await open().send(mail, async () => {
      asked += 1;
      assert.equal(server.mails.length, count, 'the server has no whole mail yet');
    });
    assert.equal(asked, 1);
    assert.equal(server.mails.length, count + 1);
  });

  it('names a server that refuses the login, all addresses or the mail, as something to mend and not to repeat', async () => {
    const wrong = server.url.replace('terrain', 'autre');
    await assert.rejects(createSmtpMailer({ url: wrong, from, ca: certificate }).send(mail), (error) => {
      assert.ok(error instanceof MailRefusedError);
      assert.match(error.message, new RegExp(`127.0.0.1:${server.port} refuse l’identifiant.*535`));
      return true;
    });
    await assert.rejects(open().send({ ...mail, to: ['parti@exemple.fr'] }), (error) => {
      assert.ok(error instanceof MailRefusedError);
      assert.match(error.message, /tous les destinataires.*No such user here/);
      return true;
    });
    const picky = await startMailServer({
      onMail: () => Promise.reject(Object.assign(new Error('Message content rejected'), { responseCode: 554 })),
    });
    try {
      const mailer = createSmtpMailer({ url: picky.url, from, ca: certificate });
      await assert.rejects(mailer.send(mail), (error) => {
        assert.ok(error instanceof MailRefusedError);
        assert.match(error.message, /refuse le message : .*Message content rejected/);
        return true;
      });
    } finally {
      await picky.close();
    }
  });

  it('names a server that is away or busy, as something to try again', async () => {
    const busy = await startMailServer({
      onMail: () => Promise.reject(Object.assign(new Error('Try again later'), { responseCode: 451 })),
    });
    const mailer = createSmtpMailer({ url: busy.url, from, ca: certificate });
    await assert.rejects(
      mailer.send(mail),
      (error) =>
        error instanceof Error && !(error instanceof MailRefusedError) && /Try again later/.test(error.message),
    );
    await busy.close();
    await assert.rejects(
      mailer.send(mail),
      (error) =>
        error instanceof Error &&
        !(error instanceof MailRefusedError) &&
        error.message.includes(`127.0.0.1:${busy.port} ne prend pas`),
    );
  });

  it('trusts no certificate that nobody vouches for, and reads no URL that is none', async () => {
    await assert.rejects(createSmtpMailer({ url: server.url, from }).send(mail), /certificate/);
    for (const url of ['http://exemple.fr', 'exemple.fr:25', 'smtp://']) {
      assert.throws(() => createSmtpMailer({ url, from }), InvalidRequestError);
    }
  });
});
