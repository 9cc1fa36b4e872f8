import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineExport } from '../../../shared/domain/exports/define-export.ts';
import type { ExportOptions } from '../../../shared/domain/exports/export-definition.ts';
import { monthBefore, monthBounds } from '../../../shared/domain/exports/months.ts';
import { firesOn } from '../../../shared/domain/exports/schedule-days.ts';

const common = {
  name: 'essai',
  title: 'Essai',
  format: 'csv',
  schedule: '10 4 * * *',
  empty: 'send',
  file: (date: string) => `essai_${date}.csv`,
  folder: 'ESSAIS',
} as const;
const good: ExportOptions = { ...common, query: 'SELECT 1 AS n ORDER BY n', columns: [{ header: 'N', from: 'n' }] };

describe('defineExport', () => {
  it('takes what is right', () => {
    assert.deepEqual(
      defineExport(good).sheets.map(({ name }) => name),
      ['Essai'],
    );
    for (const schedule of ['0 7 1 * *', '59 4 * * 1-5', '0 4 28 * *', null]) defineExport({ ...good, schedule });
  });

  const wrong: [Partial<ExportOptions>, RegExp][] = [
    [{ name: 'Essai' }, /lower-case/],
    [{ schedule: '0 8 * * *' }, /"0 8 \* \* \*" is no time between 04:00 and 07:59/],
    [{ schedule: '*/5 4 * * *' }, /once a day at most/],
    [{ schedule: '0 4 31 * *' }, /no time/],
    [{ file: () => 'essai.csv' }, /tell one day from another/],
    [{ file: (date) => `../${date}.csv` }, /no file name/],
    [{ file: (date) => `${date}.xlsx` }, /no file name for csv/],
    [{ columns: [] }, /has no columns/],
  ];
  for (const [change, message] of wrong) {
    it(`refuses ${Object.keys(change)[0]}: ${message.source}`, () => {
      assert.throws(() => defineExport({ ...good, ...change } as ExportOptions), message);
    });
  }

  it('refuses several sheets in a CSV', () => {
    const sheet = { name: 'A', query: 'SELECT 1 AS n', columns: [{ header: 'N', from: 'n' }] };
    const options: ExportOptions = { ...common, sheets: [sheet, sheet] };
    assert.throws(() => defineExport(options), /a CSV file holds one table/);
  });

  it('knows the days on which a schedule fires', () => {
    const days = (schedule: string) =>
      Array.from({ length: 31 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`)
        .slice(0, 30)
        .filter((day) => firesOn(schedule, day));
    assert.equal(days('0 4 * * *').length, 30);
    assert.deepEqual(days('0 5 2 * *'), ['2026-11-02']);
    assert.deepEqual(days('0 5 * * 0'), ['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29']);
    assert.equal(days('0 5 * * 1-5').length, 21);
  });

  it('finds the month before a day, and where a month begins and ends', () => {
    assert.deepEqual(['2013-01-31', '2013-12-01'].map(monthBefore), ['2012-12', '2013-11']);
    assert.deepEqual(monthBounds('2013-12'), { first: '2013-12-01', next: '2014-01-01' });
    assert.throws(() => monthBounds('2013-13'), /« 2013-13 » n’est pas un mois/);
  });
});
