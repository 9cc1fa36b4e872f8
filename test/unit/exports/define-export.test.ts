import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineExport } from '../../../shared/domain/exports/define-export.ts';
import type { ExportOptions } from '../../../shared/domain/exports/export-definition.ts';
import { monthBefore, monthBounds } from '../../../shared/domain/exports/months.ts';
import { describeSchedule, firesOn } from '../../../shared/domain/exports/schedule-days.ts';

const common = {
  name: 'essai',
  title: 'Essai',
  format: 'csv',
  schedule: '10 4 * * *',
  empty: 'send',
  file: (date: string) => `essai_${date}.csv`,
  deliver: { folder: 'ESSAIS', mail: true },
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
    [{ schedule: '0 4 1 * 1' }, /no time/],
    [{ file: () => 'essai.csv' }, /tell one day from another/],
    [{ file: (date) => `../${date}.csv` }, /no file name/],
    [{ file: (date) => `${date}.xlsx` }, /no file name for csv/],
    [{ deliver: { folder: '../ESSAIS', mail: true } }, /is no folder/],
    [{ deliver: { folder: 'passages/x', mail: true } }, /is no folder/],
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

  it('says a schedule as people do', () => {
    assert.deepEqual(
      ['10 4 * * *', '0 5 1 * *', '5 7 2 * *', '50 4 * * 1-5', '0 6 * * 0', null].map(describeSchedule),
      [
        'chaque jour à 04:10',
        'le 1er du mois à 05:00',
        'le 2 du mois à 07:05',
        'du lundi au vendredi à 04:50',
        'le dimanche à 06:00',
        'à la main',
      ],
    );
  });

  it('finds the month before a day, and where a month begins and ends', () => {
    assert.deepEqual(['2013-01-31', '2013-12-01'].map(monthBefore), ['2012-12', '2013-11']);
    assert.deepEqual(monthBounds('2013-12'), { first: '2013-12-01', next: '2014-01-01' });
    assert.throws(() => monthBounds('2013-13'), /« 2013-13 » n’est pas un mois/);
  });
});
