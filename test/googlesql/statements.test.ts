import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRandom } from '../../shared/demo/data/random.ts';
import { warehouseTable } from '../../shared/domain/delivery/delivery-table.ts';
import { fichesSet } from '../../shared/domain/fiches/fiches-tables.ts';
import { interventionsTable } from '../../shared/domain/interventions/warehouse-row.ts';
import { breakdowns, type Cells, type Page, pages } from '../../shared/domain/visites/analytics/breakdowns.ts';
import { createReference, type Reference } from '../../shared/domain/visites/analytics/reference.ts';
import { type Selection, select } from '../../shared/domain/visites/analytics/selection.ts';
import { answerPage } from '../../shared/domain/visites/answers/answer-page.ts';
import { pageQuery, toCells } from '../../shared/domain/visites/sql/page-query.ts';
import { readReferenceRows, referenceQueries } from '../../shared/domain/visites/sql/reference-queries.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import type { QueryParameters, Row } from '../../shared/ports/warehouse.ts';
import { loadExports } from '../../shared/wiring/load-exports.ts';
import { naiveAnswer } from '../visites/naive.ts';
import { randomQuestion } from '../visites/random-questions.ts';
import { randomTables, type Tables } from '../visites/random-tables.ts';
import { engineMissing, type GoogleSqlEngine, startEngine } from './engine.ts';

const dataSets = process.env.TERRAIN_EXHAUSTIVE === '1' ? 40 : 4;
const questionsEach = process.env.TERRAIN_EXHAUSTIVE === '1' ? 60 : 18;

const visitTables = visitesSet.tables.map((table) => warehouseTable(visitesSet, table));
const exportTables = [...fichesSet.tables.map((table) => warehouseTable(fichesSet, table)), interventionsTable];
const missing = engineMissing();
if (missing !== undefined) console.log(`skipped: the statements on Google's SQL engine: ${missing}`);

describe("the warehouse's statements on Google's own SQL engine", { skip: missing ?? false }, () => {
  let engine: GoogleSqlEngine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.stop());

  it('refuses what only DuckDB has, an unknown column, and a parameter of another type', async () => {
    const day = { first: { type: 'DATE', value: '2026-01-01' } } as const;
    const rejects = (sql: string, message: RegExp, parameters: QueryParameters = {}) =>
      assert.rejects(engine.analyze(sql, visitTables, parameters), message);
    await rejects("SELECT strftime(date_visite, '%Y') FROM visites.tab_visite", /Function not found/);
    await rejects('SELECT date_visit FROM visites.tab_visite', /Unrecognized name/);
    await rejects('SELECT id_visite FROM visites.tab_visites', /not found/);
    await rejects('SELECT id_visite FROM visites.tab_visite WHERE id_visite >= @first', /No matching signature/, day);
    await engine.analyze('SELECT id_visite FROM visites.tab_visite WHERE date_visite >= @first', visitTables, day);
  });

  it('takes every statement of the six pages as it is written, grouping sets and all', async () => {
    const { reference } = await open(randomTables(1));
    for (const page of pages) {
      const random = createRandom('statements', page);
      for (let count = 0; count < 12; count++) {
        const { filters, caller } = randomQuestion(random, page);
        const { sql, parameters } = pageQuery(page, select(filters, caller, reference), reference);
        await engine.analyze(sql, visitTables, parameters);
      }
    }
  });

  it('answers every page as a plain reading of the rules does', async () => {
    for (let seed = 0; seed < dataSets; seed++) {
      const tables = randomTables(seed, 40);
      const { reference, ask } = await open(tables);
      for (const page of pages) {
        const random = createRandom('googlesql', seed, page);
        for (let count = 0; count < questionsEach / pages.length; count++) {
          const { filters, caller, body } = randomQuestion(random, page);
          const selection = select(filters, caller, reference);
          const found = answerPage(page, await cellsOf(page, selection, reference, ask), reference, selection);
          const callerId = caller.sees === 'all' ? undefined : caller.of;
          const wanted = naiveAnswer(page, tables, { filters, callerId });
          assert.deepEqual(found, wanted, `data set ${seed}: ${page} ${JSON.stringify({ body, caller })}`);
        }
      }
    }
  });

  it('takes the statements of all exports', async () => {
    const exports = await loadExports();
    assert.equal(exports.size, 12);
    for (const { name, sheets, parameters, settings } of exports.values()) {
      const date = '2026-11-25';
      const facts = {
        date,
        settings: Object.fromEntries(Object.entries(settings).map(([setting, valueOn]) => [setting, valueOn(date)])),
        dayBounds: (day: string) => ({ from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` }),
      };
      for (const { query } of sheets) {
        await assert.doesNotReject(engine.analyze(query, exportTables, parameters(facts)), name);
      }
    }
  });

  /** The engine with these tables, and what answers need to know of them, read by the warehouse's own statements. */
  async function open(tables: Tables) {
    const all = new Map<string, readonly Row[]>(Object.entries(tables));
    const ask = await engine.load(visitTables.map((table) => ({ ...table, rows: all.get(table.name) ?? [] })));
    const { users, codifications, observed } = readReferenceRows({
      users: await ask(referenceQueries.users, {}),
      codifications: await ask(referenceQueries.codifications, {}),
      observed: await ask(referenceQueries.observed, {}),
    });
    return { ask, reference: createReference(users, codifications, observed) };
  }
});

/** The cells of a page, each breakdown by a statement of its own: the engine runs no grouping sets. */
async function cellsOf<P extends Page>(
  page: P,
  selection: Selection,
  reference: Reference,
  ask: (sql: string, parameters: QueryParameters) => Promise<readonly Row[]>,
): Promise<Cells<P>> {
  const cells = Object.entries(breakdowns[page]).map(async ([only, breakdown]) => {
    const { sql, parameters } = pageQuery(page, selection, reference, { only });
    return [only, toCells(breakdown, await ask(sql, parameters))];
  });
  // The names are those of the page's breakdowns.
  return Object.fromEntries(await Promise.all(cells)) as Cells<P>;
}
