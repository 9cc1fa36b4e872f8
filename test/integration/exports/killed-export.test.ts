import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Death, dyingPorts, Killed } from './dying-ports.ts';
import { makeExportData } from './export-data.ts';
import { type ExportHouse, openExportHouse } from './export-house.ts';
import { type MailHouse, openMailHouse, operators, readers } from './mail-house.ts';

const data = makeExportData(3, 4000);
/** The same rows on every day, whose file has a name of its own. */
const settings = { mois: '2013-07' };

describe('an export whose process dies', () => {
  let house: ExportHouse;
  let mail: MailHouse;
  let expected: Buffer;
  before(async () => {
    house = await openExportHouse(data);
    mail = await openMailHouse(house);
    await house.run({ export: 'deja_reabonnes', date: '2013-07-16', runId: 'model', settings });
    expected = await readFile(fileOf(await placedAs('model')));
  });
  after(async () => {
    await mail.close();
    await house.close();
  });

  const fileOf = (name: string) => path.join(house.folder, 'objects/exports', name);
  async function placedAs(runId: string): Promise<string> {
    const run = await house.runs.get(runId);
    assert.equal(run?.status, 'ecrit');
    return run?.placedAs ?? run?.file?.object ?? '';
  }

  /** Delivers `export-due` in a process that may die. @returns how many calls it made of its ports. */
  async function runOnce(runId: string, date: string, death: Death | undefined): Promise<number> {
    const { wrap, calls } = dyingPorts(death);
    const { documents, objects, publisher } = house.ports;
    const writers = death?.when === 'during' ? dyingWriters(house) : house.ports.writers;
    const changed = { documents: wrap(documents), objects: wrap(objects), publisher: wrap(publisher), writers };
    await house.run({ export: 'deja_reabonnes', date, runId, settings }, changed).catch((error: unknown) => {
      if (death === undefined || !isDeath(error)) throw error;
    });
    return calls();
  }
  async function mailOnce(runId: string, death: Death | undefined): Promise<number> {
    const { wrap, calls } = dyingPorts(death);
    assert.ok(mail.ports.mailer);
    const changed = { documents: wrap(mail.ports.documents), mailer: wrap(mail.ports.mailer) };
    await mail.deliver(runId, changed).catch((error: unknown) => {
      if (death === undefined || !isDeath(error)) throw error;
    });
    return calls();
  }
  const told = (runId: string) => house.published.filter(({ message }) => message.runId === runId).length;

  it('leaves no half file under a final name, and is completed by the next try, at whatever step it dies', async () => {
    const steps = await runOnce('steps', '2014-01-01', undefined);
    assert.ok(steps >= 6, `${steps} steps are too few to be true`);
    let day = 1;
    for (let at = 1; at <= steps; at++) {
      for (const when of at === 1 ? (['before', 'after', 'during'] as const) : (['before', 'after'] as const)) {
        day += 1;
        const date = new Date(Date.UTC(2015, 0, day)).toISOString().slice(0, 10);
        const runId = `killed-${at}-${when}`;
        const name = `EXPORT_QUOTIDIEN/export_deja_reabonnes_${date.replaceAll('-', '')}.csv`;
        const toldBefore = told(runId);
        await runOnce(runId, date, { at, when });
        const left = await house.ports.objects.stat('exports', name);
        if (left !== undefined) assert.equal(left.bytes, expected.length, `${runId}: half a file`);
        await runOnce(runId, date, undefined);
        assert.equal(await placedAs(runId), name, runId);
        assert.deepEqual(await readFile(fileOf(name)), expected, runId);
        assert.ok(told(runId) > toldBefore, `${runId}: nobody was told`);
        const versions: string[] = [];
        for await (const object of house.ports.objects.list('exports', `passages/${runId}/`))
          versions.push(object.name);
        const ended = await house.runs.get(runId);
        assert.deepEqual(versions, [ended?.file?.object], `${runId}: a version of a dead try is left`);
      }
    }
    assert.ok(expected.length > 10_000);
  });

  it('mails a file once at most, and tells the operator where nobody can know', async () => {
    const count = async (death: Death | undefined, runId: string) => {
      await house.run({ export: 'welcome_call', date: '2013-07-16', runId });
      const calls = await mailOnce(runId, death);
      await mailOnce(runId, undefined);
      await mailOnce(runId, undefined);
      return calls;
    };
    const steps = await count(undefined, 'mail-steps');
    assert.ok(steps >= 4);
    let uncertain = 0;
    for (let at = 1; at <= steps; at++) {
      for (const when of ['before', 'after'] as const) {
        const runId = `mailed-${at}-${when}`;
        await count({ at, when }, runId);
        const ofRun = (kind: string) =>
          mail.server.mails.filter(({ messageId }) => messageId === `<${runId}.${kind}@terrain>`);
        const state = (await house.runs.get(runId))?.mail;
        assert.ok(ofRun('mail').length <= 1, `${runId}: mailed ${ofRun('mail').length} times`);
        if (state?.status === 'incertain') {
          uncertain += 1;
          const [report, ...more] = ofRun('report');
          assert.ok(
            report !== undefined && more.length === 0,
            `${runId}: the operator was told ${ofRun('report').length} times`,
          );
          assert.deepEqual(report.recipients, operators);
          assert.match(report.text ?? '', /peut-être parti/);
        } else {
          assert.equal(state?.status, 'envoye', runId);
          assert.equal(ofRun('mail').length, 1, runId);
          assert.deepEqual(ofRun('mail')[0]?.recipients, readers);
          assert.deepEqual(ofRun('report'), []);
        }
      }
    }
    assert.ok(uncertain > 0 && uncertain < 5, `${uncertain} uncertain moments`);
  });
});

/** Writers of a process that dies in the middle of a file. */
function dyingWriters({ ports }: ExportHouse): ExportHouse['ports']['writers'] {
  return {
    ...ports.writers,
    async *csv(sheets) {
      for await (const part of ports.writers.csv(sheets)) {
        yield part.subarray(0, part.length / 2);
        throw new Killed();
      }
    },
  };
}

/** What died says so itself, or as the cause of what was tried next. */
function isDeath(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Killed) return true;
  return false;
}
