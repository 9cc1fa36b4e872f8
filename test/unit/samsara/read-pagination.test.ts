import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from '../../../shared/adapters/samsara/address-of.ts';
import { readBody, readPagination } from '../../../shared/adapters/samsara/read-pagination.ts';

const read = (text: string) => readPagination(readBody(Buffer.from(text)));

const stands = [
  ['false with an empty cursor', '{"data":[],"pagination":{"endCursor":"","hasNextPage":false}}', { last: true }],
  ['false with a cursor', '{"data":[],"pagination":{"endCursor":"abc","hasNextPage":false}}', { last: true }],
  ['true and empty', '{"data":[],"pagination":{"endCursor":"abc","hasNextPage":true}}', { last: false, cursor: 'abc' }],
  ['no pagination', '{"data":[{"pagination":{"hasNextPage":true,"endCursor":"x"}}]}', { last: true }],
  [
    'a number of 64 bits',
    '{"data":[{"endCursor":"no"}],"pagination":{"hasNextPage":true,"endCursor":9007199254740993}}',
    { last: false, cursor: '9007199254740993' },
  ],
  [
    'a text of digits',
    '{"pagination":{"hasNextPage":true,"endCursor":"9223372036854775807"}}',
    { last: false, cursor: '9223372036854775807' },
  ],
] as const;

for (const [name, text, wanted] of stands) {
  test(`where a page stands: ${name}`, () => assert.deepEqual(read(text), wanted));
}

for (const text of [
  '',
  '{"data":[{"a":1}',
  '{"data":[]}}',
  '[]',
  'null',
  '"ok"',
  '<html></html>',
  '{"pagination":{"hasNextPage":true}}',
  '{"pagination":{"hasNextPage":true,"endCursor":""}}',
  '{"pagination":{"hasNextPage":"yes","endCursor":"a"}}',
]) {
  test(`what is no page is not taken for one: ${text}`, () => {
    assert.throws(() => read(text), { name: 'UnreadableAnswerError' });
  });
}

test('lists are joined by commas, named ones repeat, and every value is encoded', () => {
  const address = addressOf(
    'https://api.eu.samsara.com/',
    {
      endpoint: '/alerts/incidents/stream',
      path: '/alerts/incidents/stream',
      parameters: { types: ['a', 'b c'], configurationIds: ['1&2', '3'], startTime: '2026-03-01T00:00:00+01:00' },
      repeated: ['configurationIds'],
      paging: 'after',
      requestsPerSecond: 10,
    },
    'MTIz==',
  );
  assert.equal(
    address,
    'https://api.eu.samsara.com/alerts/incidents/stream?types=a,b%20c&configurationIds=1%262&configurationIds=3&startTime=2026-03-01T00%3A00%3A00%2B01%3A00&after=MTIz%3D%3D',
  );
});
