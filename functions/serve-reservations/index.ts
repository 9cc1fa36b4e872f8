import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { reservationTopics } from '../../shared/messages/reservations.ts';
import { createPage } from '../../shared/pages/page.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { onRequest } from '../../shared/runtime/on-request.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openAuthenticator } from '../../shared/wiring/authenticator.ts';
import { openDocuments, openPublisher } from '../../shared/wiring/cloud.ts';
import { reservationEnvironment } from '../../shared/wiring/environment.ts';
import { pageFiles } from '../../shared/wiring/page-files.ts';
import { openTelemetry } from '../../shared/wiring/telemetry.ts';

const environment = readEnv(reservationEnvironment);
openTelemetry(environment);
const logger = createLogger({ function: 'serve-reservations', level: environment.LOG_LEVEL });
const page = createPage({
  section: 'reservations',
  zone: environment.TZ_BUSINESS,
  files: pageFiles(import.meta.dirname),
});
const options = {
  documents: openDocuments(environment),
  publisher: openPublisher(environment),
  topic: reservationTopics.noticeDue,
  clock: systemClock,
  logger,
  authenticate: openAuthenticator(environment),
  settings: {
    maxHours: environment.RESERVATION_MAX_HOURS,
    maxAdvanceDays: environment.RESERVATION_MAX_ADVANCE_DAYS,
    quotaGpuHoursWeek: environment.RESERVATION_QUOTA_GPU_HOURS_WEEK,
    zone: environment.TZ_BUSINESS,
  },
};

onRequest(
  'serve-reservations',
  atFirstUse(async () => (await import('./serve-reservations.ts')).createReservationsApi(options)),
  { logger, page },
);
