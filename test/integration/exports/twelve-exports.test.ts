import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { manualRunId } from '../../../shared/domain/exports/export-run.ts';
import { interventionsTable } from '../../../shared/domain/interventions/warehouse-row.ts';
import * as expected from './expected-exports.ts';
import { makeExportData, runDay } from './export-data.ts';
import { type ExportHouse, openExportHouse } from './export-house.ts';
import { csvCell, readCsv, readWorkbook } from './read-files.ts';

const data = makeExportData(7, 14_000);
const headers: Readonly<Record<string, string>> = {
  welcome_call:
    'Abonne;Contrat;Carte;Civilite;Nom;Prenom;Formule;Options;Debut_abo;Fin abo;Duree;Tel. domicile 1;Tel. domicile 2;Tel. bureau 1;Tel. bureau 2;Tel. mobile 1;Tél. mobile 2;Email;Adresse 1;Adresse 2;Adresse 3;Ville;Pays;Num distrib;Nom distrib;Tél distrib;[Ancien abonne DSTV];[Réorientation parabole offerte];[Nouvelle parabole offerte];[Bonne reception images];[Note qualite de service distributeur];[prix Decodeur];[pourquoi Les Chaînes Canal+ seules];[prix payé pour la formule];[Qualite de l image];[Code Fin Appel];[Code Refus];[Date Appel];[Log]',
  barometre_qualite:
    'NUM ABO;NOM;PRENOM;TEL MOBILES;TEL DOMICILE;TEL BUREAU;FORMULE EN COURS;DUREE ABO;MOTIF APPEL SORTANT;ANCIENNETE;VILLE DE RESIDENCE;(P)AYS DE RESIDENCE',
  appels_sur_afrique:
    'main_fichier;Main_Pays;Main_CodeFinappel;Main_CodeRefus;main_dateappel;Main_TempsCom;Main_TempsCom_Reel;date',
  note_distributeur: 'Fichier;Pays;Distributeur;QoSDistributeurAgree;FormuleAbonnement;PrestationInstallation',
  fx_numbers_senegal: 'num abo;num carte;num tel;statut;fichier',
  fx_numbers_afrique: 'num abo;num carte;num tel;statut;fichier',
  deja_reabonnes:
    'main_fichier;main_numeroabonne;main_numerocarte;main_tel;main_coderefus;main_fichierclient;main_codefinappel;main_coderefus;dateappel',
  repondeurs_bloques:
    'main_fichier;main_numeroabonne;main_numerocarte;main_tel;main_coderefus;main_fichierclient;main_codefinappel;main_coderefus;dateappel',
  fiches_cloturees:
    'main_id;main_fichier;main_datechargment;main_codefinappel;main_coderefus;main_called;main_called_old;main_dateappel;STATUS',
};
const files: Readonly<Record<string, string>> = {
  welcome_call: 'export_welcome_call_20130716.csv',
  barometre_qualite: 'export_barometre_qualite_20130716.csv',
  appels_sur_afrique: 'export_appels_sur_afrique_20130716.csv',
  note_distributeur: 'export_note_distibuteur_20130716.csv',
  fx_numbers_senegal: 'FX_NUMBR22013_2013_07_16_SEN_AS_GLOGAL_20130716_Faux_Numeros.csv',
  fx_numbers_afrique: 'FX_NUMBR22013_2013_07_16_AFR_AS_GLOGAL_20130716_Faux_Numeros.csv',
  deja_reabonnes: 'export_deja_reabonnes_20130716.csv',
  repondeurs_bloques: 'export_repondeurs_bloques_20130716.csv',
  fiches_cloturees: 'export_fiches_cloturees_20130716.csv',
};

describe('the twelve exports', () => {
  let house: ExportHouse;
  before(async () => {
    house = await openExportHouse(data);
  });
  after(() => house.close());

  async function run(name: string, settings?: Record<string, string>) {
    const runId = manualRunId(name, runDay, new Date());
    await house.run({ export: name, date: runDay, runId, ...(settings === undefined ? {} : { settings }) });
    const ended = await house.runs.get(runId);
    assert.ok(ended?.file, `${name}: ${ended?.reason}`);
    const object = ended.placedAs ?? ended.file.object;
    return { run: ended, file: path.join(house.folder, 'objects/exports', object) };
  }

  const daily: [string, readonly (readonly (string | number | null)[])[]][] = [
    ['welcome_call', expected.welcomeCall(data)],
    ['barometre_qualite', expected.barometreQualite(data)],
    ['appels_sur_afrique', expected.appelsSurAfrique(data)],
    ['note_distributeur', expected.noteDistributeur(data)],
    ['fx_numbers_senegal', expected.wrongNumbers(data, 'SEN')],
    ['fx_numbers_afrique', expected.wrongNumbers(data, 'AFR')],
    ['deja_reabonnes', expected.cardsByCalled(data, 'D')],
    ['repondeurs_bloques', expected.cardsByCalled(data, 'B')],
    ['fiches_cloturees', expected.fichesCloturees(data)],
  ];
  for (const [name, rows] of daily) {
    it(`${name} holds what its rules say, under its exact header`, async () => {
      assert.ok(rows.length > 3, `${rows.length} rows prove nothing`);
      const { run: ended, file } = await run(name);
      const read = await readCsv(file);
      assert.equal(read.header.join(';'), headers[name]);
      assert.deepEqual(
        read.rows,
        rows.map((row) => row.map(csvCell)),
      );
      assert.equal(ended.file?.rows, rows.length);
      const isWhole = name !== 'barometre_qualite' || rows.length === 333;
      assert.equal(ended.status, isWhole ? 'ecrit' : 'retenu');
      if (isWhole) assert.equal(ended.placedAs, `EXPORT_QUOTIDIEN/${files[name]}`);
    });
  }

  it('the barometer has 333 lines here, and is held when it has fewer', async () => {
    assert.equal(expected.barometreQualite(data).length, 333);
    const few = await openExportHouse({ fiches: data.fiches.slice(0, 300), appels: [] });
    try {
      await few.run({ export: 'barometre_qualite', date: runDay });
      const held = await few.runs.get(`barometre_qualite-${runDay}`);
      assert.equal(held?.status, 'retenu');
      assert.match(held?.reason ?? '', /lignes au lieu de 333/);
      assert.equal(held?.placedAs, null);
      assert.equal(await few.ports.objects.stat('exports', `EXPORT_QUOTIDIEN/${files.barometre_qualite}`), undefined);
    } finally {
      await few.close();
    }
  });

  it('a setting takes the place of a month or a list that was once written in the query', async () => {
    const [extra = ''] = data.fiches.flatMap((c) =>
      c.fichier?.endsWith('_20130712') && c.dateappel === '2013-07-15' ? [c.fichier] : [],
    );
    const { file } = await run('appels_sur_afrique', { segments: extra });
    const rows = expected.appelsSurAfrique(data, [extra]);
    assert.ok(rows.length > expected.appelsSurAfrique(data).length);
    assert.deepEqual(
      (await readCsv(file)).rows,
      rows.map((row) => row.map(csvCell)),
    );
    const june = await run('deja_reabonnes', { mois: '2013-06' });
    assert.ok((await readCsv(june.file)).rows.every(([segment]) => segment?.includes('_20130601')));
  });

  it('fin_exploitation has a summary and a sheet for each segment, with the final status of each card', async () => {
    const { file } = await run('fin_exploitation');
    const sheets = await readWorkbook(file);
    const wanted = expected.finExploitation(data);
    assert.ok(wanted.length > 4);
    assert.deepEqual(
      sheets.map(({ name, rows }) => ({ name, rows })),
      blanksAsNull(wanted),
    );
    for (const sheet of sheets) assert.ok(sheet.freezePane?.rows === 1 && sheet.autoFilter !== undefined, sheet.name);
  });

  it('facturation_mensuelle counts cards, calls, contacts, sales and begun minutes, with totals', async () => {
    const [sheet] = await readWorkbook((await run('facturation_mensuelle')).file);
    const rows = expected.facturationMensuelle(data);
    assert.ok(rows.length > 10);
    const sums = [2, 3, 4, 5, 6].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
    assert.deepEqual(sheet?.rows, [...rows, ['Total', null, ...sums]]);
  });

  it('interventions_cloturees holds the interventions that were delivered yesterday, by the business clock', async () => {
    const { warehouse } = house.ports;
    await warehouse.ensureTable(interventionsTable);
    const row = (reference: string, livre_le: string | null) => ({
      ...{ reference, date: '2013-07-15', heure: '08:30', departement: '075', jeton: '00045', techniciens: 'A; B' },
      ...{ pto: null, statut: 'livre', photos: 3, octets: 1, photos_refusees: 0, noms_discordants: false },
      ...{ collecte_le: '2013-07-15T06:00:00.000Z', livre_le, passage: 'p' },
    });
    const rows = [
      row('avant', '2013-07-14T21:59:59.000Z'),
      row('premiere', '2013-07-14T22:00:00.000Z'),
      row('derniere', '2013-07-15T21:59:59.000Z'),
      row('apres', '2013-07-15T22:00:00.000Z'),
      row('jamais', null),
    ];
    await warehouse.load(interventionsTable, { rows }, { replaceAll: true });
    const { header, rows: read } = await readCsv((await run('interventions_cloturees')).file);
    assert.equal(header.join(';'), 'Référence;Date;Heure;Département;Jeton;Techniciens;PTO;Photos;Livrée le');
    assert.deepEqual(read, [
      ['derniere', '2013-07-15', '08:30', '075', '00045', 'A; B', '', '3', '2013-07-15 23:59:59'],
      ['premiere', '2013-07-15', '08:30', '075', '00045', 'A; B', '', '3', '2013-07-15 00:00:00'],
    ]);
  });
});

/** Excel has no empty text: such a cell is missing. */
function blanksAsNull(sheets: ReturnType<typeof expected.finExploitation>) {
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))),
  }));
}
