import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warnUnusualCount } from '../../../../shared/domain/interventions/run.ts';

test('12. a day far from the usual number is warned of, once there is a usual number', () => {
  const usual = [40, 42, 38, 41, 300];
  assert.match(warnUnusualCount(19, usual) ?? '', /^19 interventions trouvées, contre 41 d’habitude/);
  assert.match(warnUnusualCount(0, usual) ?? '', /^0 interventions/);
  assert.match(warnUnusualCount(83, usual) ?? '', /^83 interventions/);
  for (const found of [21, 41, 82]) assert.equal(warnUnusualCount(found, usual), undefined);
  assert.equal(warnUnusualCount(1, usual.slice(0, 4)), undefined);
});
