/**
 * Test files that `npm test` leaves to `npm run test:long`, so that it ends within five minutes on two processors, each with
 * what shows the same in parts. CI runs both.
 */
export const longTests: Readonly<Record<string, string>> = {
  'test/scenarios/whole-house.test.ts':
    'a day: scenarios/killed-day; its parts: integration/cli, host and adapters/opentelemetry',
  'test/scenarios/interrupted-day.test.ts':
    'SIGTERM: integration/functions/under-framework and host/process; going on: scenarios/killed-day',
  'test/scenarios/beside-a-host.test.ts': 'who has a folder: integration/adapters/folder-lock',
  'test/scenarios/bad-list.test.ts':
    'rows and columns of a list: integration/portal/exports; what nobody gave: integration/cli/commands',
  'test/scenarios/given-up-day.test.ts': 'yesterday’s first: integration/pipeline/next-day',
  'test/scenarios/new-function.test.ts': 'a function of a folder: integration/host/load-functions',
  'test/scenarios/new-portal.test.ts': 'portals of other shapes: integration/portal/pages and words',
  'test/scenarios/new-export.test.ts': 'an export of a file: unit/exports',
  'test/integration/readme/tutorial.test.ts': 'its commands: scenarios/bad-day and integration/cli',
  'test/integration/portal/check.test.ts': 'a recipe that is tried: scenarios/bad-day',
  'test/integration/build/bundle-contents.test.ts': 'bundles: integration/build/bundle-starts',
  'test/integration/pages/shell.test.ts':
    'what pages share: integration/console/page, pages/analytics, reservations/calendar-page',
  'test/architecture/floating-promises.test.ts': 'a promise forgotten: npm run check:static runs it',
  'test/integration/fleet/whole-fleet.test.ts': 'tables that hold the truth: scenarios/killed-fleet',
};
