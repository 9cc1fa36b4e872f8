import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { createHttpWebhook } from '../../shared/adapters/webhook/http-webhook.ts';
import { noticeDueSchema } from '../../shared/messages/reservations.ts';
import { atFirstUse, once } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments } from '../../shared/wiring/cloud.ts';
import { noticeEnvironment } from '../../shared/wiring/environment.ts';
import { openMailer } from '../../shared/wiring/mailer.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(noticeEnvironment);
const { RESERVATION_WEBHOOK_URL: webhookUrl, OPERATOR_MAIL_TO } = environment;
const ports = {
  documents: openDocuments(environment),
  clock: systemClock,
  count,
  webhook: webhookUrl === undefined ? undefined : createHttpWebhook(webhookUrl),
  mailer: once(() => openMailer(environment)),
  operators: OPERATOR_MAIL_TO,
  zone: environment.TZ_BUSINESS,
};

onCloudMessage(
  'notify-reservations',
  noticeDueSchema,
  environment,
  atFirstUse(async () => (await import('./notify-reservations.ts')).createNotifyReservations(ports)),
);
