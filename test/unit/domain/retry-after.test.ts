import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { retryAfterSeconds } from '../../../shared/domain/retry-after.ts';

const now = new Date('2026-11-20T10:00:00Z');

describe('Retry-After', () => {
  const cases: readonly [string, string | null | undefined, number | undefined][] = [
    ['is a number of seconds', '12', 12],
    ['may be zero', '0', 0],
    ['may have a fraction', '0.5', 0.5],
    ['may have spaces around', ' 1.25 ', 1.25],
    ['may be longer than anybody waits', '86400', 86_400],
    ['is a date', 'Fri, 20 Nov 2026 10:01:00 GMT', 60],
    ['is a date of RFC 850', 'Friday, 20-Nov-26 10:01:00 GMT', 60],
    ['is a date of asctime, which is UTC', 'Fri Nov 20 10:01:00 2026', 60],
    ['is now when the date has passed', 'Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['may be absent', undefined, undefined],
    ['may be absent as fetch says it', null, undefined],
    ['may be empty', '', undefined],
    ['is nothing when it is a word', 'soon', undefined],
    ['is nothing when a lax reader would see a date', 'soon 12', undefined],
    ['is nothing when it is negative', '-5', undefined],
    ['is nothing when it is several numbers', '1.2.3', undefined],
    ['is nothing when it is a lone point', '.', undefined],
    ['is nothing when the date does not exist', 'Fri, 99 Nov 2026 10:01:00 GMT', undefined],
  ];
  for (const [name, header, seconds] of cases) {
    test(`${name} (${header})`, () => assert.equal(retryAfterSeconds(header, now), seconds));
  }
});
