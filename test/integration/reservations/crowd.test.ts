import { test } from 'node:test';
import { openApi } from '../../reservations/api-under-test.ts';
import { assertCrowd } from '../../reservations/crowd.ts';

test('of 50 people who want one of 8 places at once, 8 get it and 42 hear that it is full', async () => {
  const house = openApi();
  await assertCrowd(house, { callers: 50, places: 8 });
  house.close();
});
