import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import * as z from 'zod';
import { createNotifyReservations } from '../../../functions/notify-reservations/notify-reservations.ts';
import { createHttpWebhook } from '../../../shared/adapters/webhook/http-webhook.ts';
import { RetryLaterError } from '../../../shared/ports/failures.ts';
import { type Mail, type Mailer, MailRefusedError } from '../../../shared/ports/mailer.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';
import { hour, noon, openApi } from '../../reservations/api-under-test.ts';
import { type Death, dyingPorts, Killed } from '../exports/dying-ports.ts';

const noticeSchema = z.looseObject({
  id: z.string(),
  evenement: z.string(),
  reservation: z.looseObject({}).nullable(),
});
const logger = createLogger({ function: 'test', write: () => undefined });
const received: { key: string; notice: z.infer<typeof noticeSchema> }[] = [];
let refusals = 0;
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => {
    if (refusals-- > 0) return void response.writeHead(503).end();
    received.push({ key: String(request.headers['idempotency-key']), notice: noticeSchema.parse(JSON.parse(text)) });
    response.writeHead(204).end();
  });
});
let url = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
});
after(() => server.close());

function setUp(sending: (mail: Mail) => Promise<void> = async () => undefined) {
  const house = openApi();
  const { count, counted } = openTally();
  const mails: Mail[] = [];
  const mailer: Mailer = {
    async send(mail, beforeEnd) {
      await sending(mail);
      await beforeEnd?.();
      mails.push(mail);
      return { accepted: mail.to, refused: [] };
    },
  };
  /** @param wrap what each port is before it is used. */
  const notifierWith = (wrap: <P extends object>(port: P) => P) => {
    const wrapped = wrap(mailer);
    return createNotifyReservations({
      documents: wrap(house.documents),
      clock: house.clock,
      count,
      webhook: wrap(createHttpWebhook(url)),
      mailer: async () => wrapped,
      operators: ['operateur@exemple.fr'],
      zone: 'Europe/Paris',
    });
  };
  const notify = notifierWith((port) => port);
  received.length = 0;
  const sweep = () => notify({}, { logger });
  const tellAll = async () => {
    for (const eventId of house.published) await notify({ eventId }, { logger });
  };
  return { house, mails, counted, notify, notifierWith, sweep, tellAll };
}
const booking = { date_debut: hour(8), date_fin: hour(9), lignes: [{ idRessource: 1, nbGPU: 1, nbMemoire: 0 }] };

test('booking, change, cancellation and a smaller machine are told once each, however often the messages come', async () => {
  const { house, mails, counted, sweep, tellAll } = setUp();
  const machine = await house.addMachine(1, 4, 4);
  const made = await house.expect(201, 'POST', '/Reservation', { body: booking });
  const any = { 'if-match': '*' };
  await house.expect(200, 'PATCH', `/Reservation/${made.body.id}`, { body: { date_fin: hour(10) }, headers: any });
  await house.expect(204, 'DELETE', `/Reservation/${made.body.id}`, { headers: any });
  await house.expect(200, 'PATCH', '/Ressource/1', {
    as: house.admin,
    body: { quantiteGPU: 2 },
    headers: { 'if-match': machine.etag },
  });
  await tellAll();
  await tellAll();
  await sweep();
  assert.deepEqual(
    received.map(({ notice }) => notice.evenement),
    ['confirmation', 'modification', 'annulation', 'capacite'],
  );
  assert.deepEqual(Object.values(counted), [1, 1, 1, 1]);
  assert.equal(new Set(received.map(({ key, notice }) => `${key} ${notice.id}`)).size, 4);
  assert.ok(received.every(({ key, notice }) => key === notice.id));
  assert.deepEqual(received[0]?.notice.reservation, made.body);
  assert.deepEqual(
    mails.map(({ subject }) => subject.replace(/\d{6,}/, 'N')),
    [
      'Réservation N confirmée : 26/11/2026 09:00',
      'Réservation N modifiée : 26/11/2026 09:00',
      'Réservation N annulée : 26/11/2026 09:00',
      'Machine 1 : capacité réduite',
    ],
  );
  house.close();
});

test('what no message told is found by the sweep, and a refused webhook is told later without a second mail', async () => {
  const { house, mails, sweep } = setUp();
  await house.addMachine(1, 4, 4);
  await house.expect(201, 'POST', '/Reservation', { body: booking });
  refusals = 2;
  await assert.rejects(sweep(), /1 of 1 events/);
  await assert.rejects(sweep());
  await sweep();
  await sweep();
  assert.equal(received.length, 1);
  assert.equal(mails.length, 1);
  house.close();
});

test('a mail that the server refuses for good does not come again; one that failed does, and the webhook is not told twice', async () => {
  let fails = 1;
  const { house, mails, sweep } = setUp(async () => {
    if (fails-- > 0) throw new Error('the mail server is away');
  });
  await house.addMachine(1, 4, 4);
  await house.expect(201, 'POST', '/Reservation', { body: booking });
  await assert.rejects(sweep());
  await sweep();
  assert.deepEqual([received.length, mails.length], [1, 1]);
  house.close();

  const refused = setUp(async () => {
    throw new MailRefusedError('le serveur refuse');
  });
  await refused.house.addMachine(1, 4, 4);
  await refused.house.expect(201, 'POST', '/Reservation', { body: booking });
  await refused.sweep();
  await refused.sweep();
  assert.deepEqual([received.length, refused.mails.length], [1, 0]);
  refused.house.close();
});

test('two who tell the same event at once do not both tell it', async () => {
  const { house, notify, sweep } = setUp();
  await house.addMachine(1, 4, 4);
  await house.expect(201, 'POST', '/Reservation', { body: booking });
  const [eventId = ''] = house.published;
  const both = await Promise.allSettled([notify({ eventId }, { logger }), notify({ eventId }, { logger })]);
  const failed = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  assert.ok(failed.every((error) => error instanceof RetryLaterError));
  await sweep();
  assert.equal(received.length, 1);
  // Whoever died while telling holds it for some minutes only.
  house.clock.at = noon + 3_600_000;
  await sweep();
  assert.equal(received.length, 1);
  house.close();
});

test('wherever the teller dies, the next sweep tells the rest: the webhook under one id, and never two mails', async () => {
  const tellAndDie = async (death?: Death) => {
    const { house, mails, notifierWith, sweep } = setUp();
    await house.addMachine(1, 4, 4);
    await house.expect(201, 'POST', '/Reservation', { body: booking });
    const { calls, wrap } = dyingPorts(death);
    await notifierWith(wrap)({ eventId: house.published[0] }, { logger }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    house.clock.at += 200_000;
    await sweep();
    await sweep();
    const untold = await house.documents.count('reservation-events', [{ field: 'doneAt', op: '==', value: null }]);
    house.close();
    assert.equal(untold, 0);
    assert.equal(new Set(received.map(({ key }) => key)).size, 1);
    return { steps: calls(), hooks: received.length, mails: mails.length };
  };
  const { steps } = await tellAndDie();
  assert.ok(steps >= 6, `${steps} steps are too few to be true`);
  const odd: string[] = [];
  for (let at = 1; at <= steps; at++) {
    for (const when of ['before', 'after'] as const) {
      const { hooks, mails } = await tellAndDie({ at, when });
      if (hooks !== 1 || mails !== 1) odd.push(`${when} ${at}: ${hooks} hooks, ${mails} mails`);
    }
  }
  // Nobody can know whether the webhook had heard (2, 3); a mail that was about to leave (5) does not leave a second time.
  assert.deepEqual(odd, ['after 2: 2 hooks, 1 mails', 'before 3: 2 hooks, 1 mails', 'after 5: 1 hooks, 0 mails']);
});
