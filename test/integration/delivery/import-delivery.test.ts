import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Fiche, fichesSet } from '../../../shared/domain/fiches/fiches-tables.ts';
import { visitesSet } from '../../../shared/domain/visites/visites-tables.ts';
import { importedSchema } from '../../../shared/messages/deliveries.ts';
import { openDeliveredTables } from '../../../shared/pipeline/delivery/delivered-tables.ts';
import { openDeliveryMemory } from '../../../shared/pipeline/delivery/delivery-memory.ts';
import { createImportDelivered } from '../../../shared/pipeline/delivery/import-delivered.ts';
import { DeliveryRefusedError } from '../../../shared/pipeline/delivery/refusal.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { csvOf, openDeliveryHouse } from './delivery-house.ts';

const logger = createLogger({ function: 'test', write: () => undefined });
let house: Awaited<ReturnType<typeof openDeliveryHouse>>;
let deliveries = 0;

before(async () => {
  house = await openDeliveryHouse('Africa/Casablanca');
});
after(() => house.close());

/** Puts a delivery of visits there; `files` take the place of empty tables. @returns its name. */
async function deliverVisites(files: Readonly<Record<string, string | Uint8Array | null>> = {}, extension = 'csv') {
  const delivery = `v${++deliveries}`;
  for (const { name } of visitesSet.tables) {
    const file = files[name] === undefined ? csvOf(visitesSet, name, []) : files[name];
    if (file !== null) await house.put('visites', name, `${delivery}.${name in files ? extension : 'csv'}`, file);
  }
  return delivery;
}

async function deliverFiches(ids: readonly number[]): Promise<string> {
  const delivery = `f${++deliveries}`;
  const fiches = ids.map((id) => ({ main_id: id, fichier: delivery }));
  const calls = ids.map((id) => ({ id_appel: id, main_id: id, call_time: '2026-11-24 09:30', status: delivery }));
  await house.put('fiches', 'fiches', `${delivery}.csv`, csvOf(fichesSet, 'fiches', fiches));
  await house.put('fiches', 'archives_appel', `${delivery}.csv`, csvOf(fichesSet, 'archives_appel', calls));
  return delivery;
}

const visites = () => openDeliveredTables(visitesSet, house.ports);
const fiches = () => openDeliveredTables(fichesSet, house.ports);
const seen = async () => {
  const sql =
    'SELECT f.main_id AS id, f.fichier AS fiche, a.status AS appel FROM fiches.fiches f JOIN fiches.archives_appel a ON a.main_id = f.main_id ORDER BY id';
  return (await fiches().query(sql)).map(({ id, fiche, appel }) => `${id} ${fiche} ${appel}`);
};

async function readRejects(delivery: string, table: string): Promise<unknown[]> {
  let text = '';
  for await (const bytes of house.ports.objects.read('imports', `rejects/visites/${delivery}/${table}.ndjson`)) {
    text += Buffer.from(bytes).toString();
  }
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('each row is checked: what cannot be read is kept with its line, column and reason, all else is loaded', async () => {
  const header =
    'id_visite;id_utilisateur;id_responsable;code_type_visite;code_statut_visite;flag_accompagnee;date_visite;type_visite';
  const lines = [
    header,
    '1;4;2; PLAN ;REAL;N;2024-02-29 23:59:00;S',
    '2;999;;XXXX;;;2024-02-29T23:30:00Z;" "',
    ';4;2;PLAN;REAL;N;2024-01-01;S',
    '3;;2;PLAN;REAL;N;2024-01-01;S',
    '4;4;2;PLAN;REAL;N;;S',
    '5;quatre;2;PLAN;REAL;N;2024-01-01;S',
    '6;4;2;PLAN;REAL;N;31/02/2024;S',
    '1;4;2;HOPL;REAL;N;2024-01-02;S',
    '7;4;2;PLAN',
    '',
    '8.0;4;2;"PL""AN";REAL;N;29/02/2024;S',
  ];
  const delivery = await deliverVisites({ tab_visite: lines.join('\r\n') });
  const record = await house.run(visitesSet, delivery);
  assert.deepEqual(
    record?.tables.find(({ table }) => table === 'tab_visite'),
    { table: 'tab_visite', rows: 3, rejects: 7 },
  );
  const row = { id_responsable: null, code_statut_visite: null, flag_accompagnee: null, type_visite: null };
  assert.deepEqual(await visites().query('SELECT * FROM visites.tab_visite ORDER BY id_visite'), [
    {
      ...row,
      ...{ id_visite: 1, id_utilisateur: 4, id_responsable: 2, code_type_visite: 'PLAN' },
      ...{ code_statut_visite: 'REAL', flag_accompagnee: 'N', date_visite: '2024-02-29', type_visite: 'S' },
    },
    { ...row, id_visite: 2, id_utilisateur: 999, code_type_visite: 'XXXX', date_visite: '2024-03-01' },
    {
      ...row,
      ...{ id_visite: 8, id_utilisateur: 4, id_responsable: 2, code_type_visite: 'PL"AN' },
      ...{ code_statut_visite: 'REAL', flag_accompagnee: 'N', date_visite: '2024-02-29', type_visite: 'S' },
    },
  ]);
  assert.deepEqual(await readRejects(delivery, 'tab_visite'), [
    { ligne: 4, colonne: 'id_visite', raison: 'valeur manquante', texte: lines[3] },
    { ligne: 5, colonne: 'id_utilisateur', raison: 'valeur manquante', texte: lines[4] },
    { ligne: 6, colonne: 'date_visite', raison: 'valeur manquante', texte: lines[5] },
    { ligne: 7, colonne: 'id_utilisateur', raison: '« quatre » n’est pas un nombre entier', texte: lines[6] },
    {
      ligne: 8,
      colonne: 'date_visite',
      raison: '« 31/02/2024 » n’est pas une date (aaaa-mm-jj ou jj/mm/aaaa)',
      texte: lines[7],
    },
    { ligne: 9, colonne: 'id_visite', raison: 'la clé 1 est déjà celle d’une ligne précédente', texte: lines[8] },
    { ligne: 10, colonne: null, raison: '4 cases au lieu de 8', texte: lines[9] },
  ]);
});

test('commas or semicolons, a BOM, any order of columns, others between, and NDJSON: the same rows', async () => {
  const files: [string, string][] = [
    [
      'csv',
      'id_business_case;id_partenaire;id_responsable;code_statut_bc;code_type_investissement;code_categorie_investissement;budget;date_realisation\n7;8;9;VALI;;É;"1250,5";\n',
    ],
    [
      'csv',
      '\ufeffdate_realisation,note,budget,Id_Partenaire,id_business_case,id_responsable,code_statut_bc,code_categorie_investissement,code_type_investissement\r\n,"a, ""b""\nc",1250.50,8,7,9,VALI,É,\r\n',
    ],
    [
      'ndjson',
      '{"id_business_case":7,"id_partenaire":8,"id_responsable":9,"code_statut_bc":"VALI","code_categorie_investissement":"É","budget":1250.5,"date_realisation":null}\n',
    ],
  ];
  for (const [extension, text] of files) {
    const delivery = await deliverVisites({ tab_partenaire_bc: text }, extension);
    await house.run(visitesSet, delivery);
    assert.deepEqual(await visites().query('SELECT * FROM visites.tab_partenaire_bc'), [
      {
        ...{ id_business_case: 7, id_partenaire: 8, id_responsable: 9, code_statut_bc: 'VALI' },
        ...{ code_type_investissement: null, code_categorie_investissement: 'É', budget_centimes: 125050 },
        date_realisation: null,
      },
    ]);
  }
});

describe('a delivery that cannot be used is refused with what and where, and what was there stays', () => {
  const user = 'id_utilisateur;id_responsable;nom;prenom;role;code_statut\n';
  const cases: [string, Record<string, string | Uint8Array | null>, RegExp][] = [
    ['a missing file', { tab_visite: null }, /il manque tab_visite\.csv \(ou \.ndjson\) ; 7 autres fichiers sont là/],
    [
      'a missing column',
      { tab_utilisateur: `\n${user.replace(';nom', '')}` },
      /^tab_utilisateur\.csv, ligne 2 : colonne « nom » introuvable ; colonnes trouvées : « id_utilisateur »/,
    ],
    [
      'a column twice',
      { tab_utilisateur: user.replace('prenom', 'nom') },
      /^tab_utilisateur\.csv, ligne 1 : .*« nom »/,
    ],
    ['an empty file', { tab_visite: '' }, /^tab_visite\.csv est vide : pas même une ligne de titres/],
    [
      'another encoding',
      { tab_utilisateur: Buffer.from(`${user}1;;Alaoui;Ali;DEL;ACTI\n2;;Chraïbi;Léa;DEL;ACTI\n`, 'latin1') },
      /^tab_utilisateur\.csv, ligne 3, colonne nom : .*UTF-8/,
    ],
    [
      'UTF-16',
      { tab_utilisateur: Buffer.from(`\ufeff${user}`, 'utf16le') },
      /^tab_utilisateur\.csv est en UTF-16 : enregistrez-le en UTF-8/,
    ],
    [
      'a title that is not closed',
      { tab_utilisateur: '"id_utilisateur;nom\n' },
      /^tab_utilisateur\.csv, ligne 1 : un guillemet de la ligne de titres n’est pas fermé/,
    ],
    [
      'no row that can be read',
      { tab_utilisateur: `${user}x;;A;B;DEL;ACTI\ny;;A;B;DEL;ACTI\n` },
      /^tab_utilisateur\.csv : ses 2 lignes sont rejetées ; la première, ligne 2, colonne id_utilisateur : « x » n’est pas un nombre entier/,
    ],
  ];
  for (const [what, files, expected] of cases) {
    test(what, async () => {
      const before = await house.run(visitesSet, await deliverVisites({ tab_utilisateur: `${user}1;;A;B;DEL;ACTI\n` }));
      const delivery = await deliverVisites(files);
      await assert.rejects(house.run(visitesSet, delivery), (error) => {
        assert.ok(error instanceof DeliveryRefusedError);
        assert.match(error.message, expected);
        return true;
      });
      const memory = openDeliveryMemory(house.ports.documents);
      assert.match((await memory.recordOf('visites', delivery))?.reason ?? '', expected);
      const { current, pending, obsolete } = await memory.versionsOf('visites');
      assert.deepEqual([current?.version, pending, obsolete], [before?.version, [], []]);
      assert.equal((await visites().query('SELECT * FROM visites.tab_utilisateur')).length, 1);
    });
  }

  test('a table both as CSV and as NDJSON', async () => {
    const delivery = await deliverVisites();
    await house.put('visites', 'tab_visite', `${delivery}.ndjson`, '');
    await assert.rejects(house.run(visitesSet, delivery), /tab_visite est là deux fois, en CSV et en NDJSON/);
  });
});

test('a delivery replaces all of the one before; one that came earlier never comes back', async () => {
  const first = await deliverFiches([1, 2, 3]);
  const between = await deliverFiches([4]);
  const last = await deliverFiches([5]);
  await house.run(fichesSet, first);
  assert.deepEqual(
    await seen(),
    [1, 2, 3].map((id) => `${id} ${first} ${first}`),
  );
  await house.run(fichesSet, last);
  assert.deepEqual(await seen(), [`5 ${last} ${last}`]);
  assert.equal((await house.run(fichesSet, between))?.state, 'perimee');
  await house.run(fichesSet, first);
  assert.deepEqual(await seen(), [`5 ${last} ${last}`]);
});

test('a message that comes again loads nothing again and publishes again', async () => {
  const delivery = await deliverFiches([1]);
  await house.run(fichesSet, delivery);
  const counted = { ...house.counted };
  assert.ok((counted['terrain.deliveries.ended{set=fiches,state=importee}'] ?? 0) > 0);
  const warehouse = { ...house.ports.warehouse, load: () => assert.fail('loaded again') };
  const before = house.published.length;
  const record = await house.run(fichesSet, delivery, { warehouse });
  assert.deepEqual(
    record?.tables.map(({ rows }) => rows),
    [1, 1],
  );
  assert.equal(house.published.length, before + 1);
  const { topic, ...message } = house.published.at(-1) ?? {};
  assert.equal(topic, 'fiches-imported');
  assert.deepEqual(importedSchema.parse(message), { delivery, version: record?.version });
  assert.deepEqual(house.counted, counted);
});

test('queries under way may read the version before; older ones are dropped', async () => {
  const versions: string[] = [];
  for (const id of [1, 2, 3]) {
    const record = await house.run(fichesSet, await deliverFiches([id]));
    versions.push(record?.version ?? '');
  }
  const read = (version: string | undefined) => fiches().query('SELECT main_id FROM fiches.fiches', {}, version);
  assert.deepEqual(await read(versions[2]), [{ main_id: 3 }]);
  assert.deepEqual(await read(versions[1]), [{ main_id: 2 } satisfies Pick<Fiche, 'main_id'>]);
  await assert.rejects(read(versions[0]), { name: 'NotFoundError' });
});

test('a file that is written again while it is read is read again', async () => {
  const delivery = await deliverFiches([1]);
  const objects = {
    ...house.ports.objects,
    async *read(bucket: string, name: string) {
      yield* house.ports.objects.read(bucket, name);
      if (name.includes('/archives_appel/'))
        await house.put('fiches', 'fiches', `${delivery}.csv`, csvOf(fichesSet, 'fiches', [{ main_id: 9 }]));
    },
  };
  await assert.rejects(house.run(fichesSet, delivery, { objects }), /were written again while they were read/);
  await house.run(fichesSet, delivery);
  assert.deepEqual(await fiches().query('SELECT main_id FROM fiches.fiches'), [{ main_id: 9 }]);
});

test('objects start an import once their delivery is whole, and a scan finds what nobody announced', async () => {
  const soon = { now: () => new Date(Date.now() + 60_000) };
  const deliver = createImportDelivered(fichesSet, { ...house.ports, clock: soon });
  const { current } = await openDeliveryMemory(house.ports.documents).versionsOf('fiches');
  const delivery = `o${++deliveries}`;
  const announced = (table: string) =>
    deliver({ kind: 'storage#object', name: `fiches/${table}/${delivery}.csv` }, { logger });
  await house.put('fiches', 'fiches', `${delivery}.csv`, csvOf(fichesSet, 'fiches', [{ main_id: 21 }]));
  await announced('fiches');
  await deliver({ scan: true }, { logger });
  assert.equal((await fiches().current())?.version, current?.version);
  await house.put('fiches', 'archives_appel', `${delivery}.csv`, csvOf(fichesSet, 'archives_appel', []));
  await announced('archives_appel');
  assert.equal((await fiches().current())?.delivery, delivery);

  const unannounced = await deliverFiches([22]);
  await createImportDelivered(fichesSet, house.ports)({ scan: true }, { logger });
  assert.equal((await fiches().current())?.delivery, delivery, 'a file may still be growing');
  await deliver({ scan: true }, { logger });
  assert.equal((await fiches().current())?.delivery, unannounced);
  const before = house.published.length;
  await deliver({ scan: true }, { logger });
  assert.equal(house.published.length, before, 'nothing is new');
});

test('wherever the process dies, readers see one whole delivery, and the next try ends it', async () => {
  // By threes, so that deaths before an effect and after it take turns.
  const stride = process.env.TERRAIN_EXHAUSTIVE ? 1 : 3;
  let step = 0;
  for (let dead = true; dead; step += stride) {
    const before = await house.run(fichesSet, await deliverFiches([1]));
    const delivery = await deliverFiches([2, 3]);
    // Even steps die before the effect, odd ones after it: what they asked for was done, and nobody knows.
    let calls = 0;
    const dying =
      <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        calls += 1;
        if (calls > Math.floor(step / 2) + 1 || (calls === Math.floor(step / 2) + 1 && step % 2 === 0))
          throw new Error('dead');
        const result = await work(...given);
        if (calls === Math.floor(step / 2) + 1) throw new Error('dead');
        return result;
      };
    const { documents, warehouse, objects, publisher } = house.ports;
    const ports = {
      documents: { ...documents, set: dying(documents.set), transaction: dying(documents.transaction) },
      warehouse: {
        ...warehouse,
        ensureTable: dying(warehouse.ensureTable),
        load: dying(warehouse.load),
        dropTable: dying(warehouse.dropTable),
      },
      objects: { ...objects, delete: dying(objects.delete) },
      publisher: { publish: dying(publisher.publish) },
    };
    dead = await house.run(fichesSet, delivery, ports).then(
      () => false,
      () => true,
    );
    const shown = await seen();
    const whole = [[`1 ${before?.delivery} ${before?.delivery}`], [2, 3].map((id) => `${id} ${delivery} ${delivery}`)];
    assert.ok(
      whole.some((one) => JSON.stringify(one) === JSON.stringify(shown)),
      `step ${step}: ${shown}`,
    );

    const published = house.published.length;
    await house.run(fichesSet, delivery);
    assert.deepEqual(await seen(), whole[1], `step ${step}`);
    assert.equal(house.published.length, published + 1);
    const { pending, obsolete } = await openDeliveryMemory(house.ports.documents).versionsOf('fiches');
    assert.deepEqual([pending, obsolete], [[], []], `step ${step}`);
  }
  assert.ok(step > 20, `only ${step} steps were tried`);
});
