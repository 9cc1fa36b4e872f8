import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateCrm } from '../../../shared/demo/crm/generate-crm.ts';
import type { GeneratedTable } from '../../../shared/demo/delivery.ts';
import { generateFiches } from '../../../shared/demo/fiches/generate-fiches.ts';
import type { DeliverySet } from '../../../shared/domain/delivery/delivery-table.ts';
import {
  CellFault,
  type CheckedRow,
  createRowReader,
  deliveredColumns,
} from '../../../shared/domain/delivery/row-reader.ts';
import { fichesSet } from '../../../shared/domain/fiches/fiches-tables.ts';
import { segmentSuffix } from '../../../shared/domain/fiches/segment.ts';
import { visitesSet } from '../../../shared/domain/visites/visites-tables.ts';

const options = { seed: 'demo', until: '2026-11-25' };

/** The rows as an import reads them: every one must be taken, and its key be its own. */
function readTables(
  set: DeliverySet,
  generated: readonly GeneratedTable[],
): Readonly<Record<string, readonly CheckedRow[]>> {
  assert.deepEqual(generated.map(({ table }) => table).sort(), set.tables.map(({ name }) => name).sort());
  return Object.fromEntries(
    set.tables.map((table) => {
      const read = createRowReader(table, 'Europe/Paris');
      const columns = deliveredColumns(table);
      const made = [...(generated.find(({ table: name }) => name === table.name)?.rows() ?? [])];
      const rows = made.map((row) => {
        assert.deepEqual(
          Object.keys(row).filter((column) => !columns.includes(column)),
          [],
        );
        const found = read(columns.map((column) => (row[column] === undefined ? undefined : String(row[column]))));
        assert.ok(!(found instanceof CellFault), `${table.name}: ${JSON.stringify(found)}`);
        return found;
      });
      assert.ok(rows.length > 0, `${table.name} is empty`);
      const keys = new Set(rows.map((row) => JSON.stringify(table.key.map((name) => row[name]))));
      assert.equal(keys.size, rows.length, `${table.name} has a key twice`);
      return [table.name, rows];
    }),
  );
}

const distinct = (rows: readonly CheckedRow[] | undefined, column: string) => new Set(rows?.map((row) => row[column]));

describe('the call centre of the demo', () => {
  const { fiches = [], archives_appel: calls = [] } = readTables(fichesSet, generateFiches({ ...options, rows: 1500 }));

  it('has segments named as call centres do, of every campaign and country', () => {
    const suffix = new RegExp(segmentSuffix);
    const segments = [...distinct(fiches, 'fichier')].map(String);
    assert.ok(segments.every((segment) => suffix.test(segment)));
    assert.deepEqual([...new Set(segments.map((segment) => segment.replace(suffix, '')))].sort(), [
      'CANAL_OA_CHADEC',
      'CANAL_OA_DSTV_ECHUS',
      'CANAL_PA_ARRIVANT_A_ECHEANCE',
      'CANAL_PA_ECHUS_FRAIS',
      'CANAL_PA_ECHUS_LONGS',
      'CANAL_PA_MAJ_DECEMBRE',
      'CANAL_PA_WELCOME_CALL',
    ]);
    for (const part of [
      'AFR',
      'BURKINA',
      'CAMEROUN',
      'CONGO',
      'GABON',
      'GUINEE',
      'NIGERIA',
      'RDC',
      'SENEGAL',
      'CIV',
      'BENIN',
      '1M',
      '1MC',
      'RELANCE',
      '20261101',
      'Bloquer',
    ])
      assert.ok(
        segments.some((segment) => `${segment}_`.includes(`_${part}_`)),
        part,
      );
  });

  it('has every code, and cards for each daily export', () => {
    assert.deepEqual([...distinct(fiches, 'called')].map(String).sort(), ['B', 'D', 'O', 'X', 'null']);
    const ended = ['CAS PARTICULIER', 'CNADEF', 'CNANONDEF', 'CPLUS', 'Indisponible', 'REFUS', 'null'];
    assert.deepEqual([...distinct(fiches, 'codefinappel')].map(String).sort(), ended);
    assert.ok(fiches.filter(({ dateappel }) => dateappel === '2026-11-24').length > 100);
    assert.deepEqual(
      fiches.filter(({ called, fichier }) => (called === 'B') !== String(fichier).endsWith('_Bloquer')),
      [],
    );
    for (const note of ['.', 'nsp', '8.5']) assert.ok(distinct(fiches, 'q5qosdistributeur').has(note), note);
    assert.ok([...distinct(fiches, 'numeroabonne')].some((number) => String(number).startsWith('0')));
  });

  it('archives calls of these cards, none after the data’s end, the last on the day the card says', () => {
    const cards = new Map(fiches.map((card) => [card.main_id, card]));
    const latest = new Map<unknown, string>();
    for (const { main_id: card, call_time: time } of calls) {
      assert.ok(cards.has(card ?? null));
      const day = String(time).slice(0, 10);
      assert.ok(day < options.until || day === options.until);
      if (day > (latest.get(card) ?? '')) latest.set(card, day);
    }
    assert.ok(latest.size > 800);
    for (const [card, day] of latest) {
      const said = cards.get(card as number)?.dateappel;
      if (said !== null) assert.equal(day, said);
    }
  });
});

describe('the CRM of the demo', () => {
  it('holds together: every code has a label, every reference somebody', () => {
    const tables = readTables(visitesSet, generateCrm({ ...options, rows: 600 }));
    const labels = new Set(
      tables.tab_par_codification?.map((row) => `${row.type_codification} ${row.code_codification}`),
    );
    for (const partner of tables.tab_partenaire ?? []) {
      for (const [type, column] of [
        ['REGI', 'code_region_partenaire'],
        ['VILL', 'code_ville_partenaire'],
        ['GAMM', 'code_gamme_partenaire'],
        ['SPEC', 'code_specialite_partenaire'],
      ] as const)
        assert.ok(partner[column] === null || labels.has(`${type} ${partner[column]}`), `${type} ${partner[column]}`);
    }
    // A few are of people who are not known any more, as in life.
    const unknownShare = (from: string, column: string, known: string) => {
      const ids = distinct(tables[known], column);
      const rows = tables[from] ?? [];
      return rows.filter((row) => !ids.has(row[column])).length / rows.length;
    };
    assert.ok(unknownShare('tab_visite', 'id_utilisateur', 'tab_utilisateur') < 0.02);
    assert.ok(unknownShare('tab_partenaire_visite', 'id_partenaire', 'tab_partenaire') < 0.02);
    assert.equal(unknownShare('tab_partenaire_visite', 'id_visite', 'tab_visite'), 0);
    const visits = distinct(tables.tab_visite, 'id_visite');
    assert.ok(
      visits.size === 600 &&
        [...distinct(tables.tab_visite, 'date_visite')].every((day) => String(day) <= options.until),
    );
  });
});
