import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePhoto, formatIntervention } from '../../../../shared/domain/interventions/format-intervention.ts';
import {
  type Intervention,
  interventionRowSchema,
  interventionSchema,
  type Stage,
  stages,
} from '../../../../shared/domain/interventions/intervention.ts';
import { mergeRow, newIntervention } from '../../../../shared/domain/interventions/merge-row.ts';
import { firstUnfinishedStage } from '../../../../shared/domain/interventions/progress.ts';
import { regionOf } from '../../../../shared/domain/interventions/region.ts';
import { finishStage } from '../../../../shared/domain/interventions/stage-progress.ts';

const at = '2026-10-24T15:00:00.000Z';
const row = interventionRowSchema.parse({
  reference: 'CRI-1',
  client: 'Dupont',
  date: '24/10/2026',
  time: '14:45',
  departement: '01',
  jeton: '00045678',
  technicians: ['Le Goff, Yann', 'A. Diallo'],
  techniciansText: 'Le Goff, Yann / A. Diallo',
});
const fresh = newIntervention(row, 'run-1', at);
const after = (stage: Stage): Intervention =>
  stages.slice(0, stages.indexOf(stage) + 1).reduce((done, each) => finishStage(done, each, at), fresh);

test('the payload has the published names and no other, and leaves texts as they are', () => {
  assert.deepEqual(formatIntervention(fresh), {
    cle: 'CRI-1',
    num_intervention: 'CRI-1',
    jeton: '00045678',
    date_intervention: '2026-10-24',
    heure_intervention: '14:45',
    technicien: 'Le Goff, Yann / A. Diallo',
    departement: '01',
  });
});

test('without the portal’s own text the payload joins the technicians', () => {
  const { techniciansText: _, ...before } = fresh;
  assert.equal(formatIntervention(before).technicien, 'Le Goff, Yann; A. Diallo');
});

test('the optional fields come when they are asked for, null when unknown', () => {
  const payload = formatIntervention({ ...fresh, pto: 'FI-1-2' }, { withRegion: true, withPto: true });
  assert.deepEqual([payload.region, payload.pto], ['Auvergne-Rhône-Alpes', 'FI-1-2']);
  const unknown = formatIntervention({ ...fresh, departement: 'XX' }, { withRegion: true, withPto: true });
  assert.deepEqual([unknown.region, unknown.pto], [null, null]);
});

test('a photo is described under its reference and its rank', () => {
  assert.deepEqual(describePhoto('CRI-1', 2, 'PTO.jpg'), {
    cle: 'photoCRI-1_2',
    intervention_cri: 'CRI-1',
    photo: 'PTO.jpg',
  });
});

test('a département says its région, however its code is written', () => {
  const cases = [
    ['1', 'Auvergne-Rhône-Alpes'],
    ['01', 'Auvergne-Rhône-Alpes'],
    ['2A', 'Corse'],
    ['2b', 'Corse'],
    ['20', 'Corse'],
    ['2', 'Hauts-de-France'],
    ['75', 'Île-de-France'],
    ['75 - Paris', 'Île-de-France'],
    [' 69 ', 'Auvergne-Rhône-Alpes'],
    ['971', 'Guadeloupe'],
    ['974', 'La Réunion'],
    ['976', 'Mayotte'],
    ['', undefined],
    ['96', undefined],
    ['75001', undefined],
    ['2C', undefined],
    ['00', undefined],
  ] as const;
  for (const [code, region] of cases) assert.equal(regionOf(code), region, code);
});

test('every département from 01 to 95 has a région, and there are 13 in metropolitan France', () => {
  const codes = Array.from({ length: 95 }, (_, code) => String(code + 1));
  const regions = codes.map(regionOf);
  assert.deepEqual(
    codes.filter((_, place) => regions[place] === undefined),
    [],
  );
  assert.equal(new Set(regions).size, 13);
});

test('a new intervention fits the memory, with every stage to come', () => {
  assert.deepEqual(interventionSchema.parse(fresh), fresh);
  assert.equal(firstUnfinishedStage(fresh), 'photos');
});

test('an unfinished intervention goes on from its first unfinished stage, a delivered one has none', () => {
  assert.equal(firstUnfinishedStage(after('names')), 'rename');
  assert.equal(firstUnfinishedStage(after('deliver')), undefined);
});

const moved = { ...row, date: '2026-10-26', time: '08:00', client: 'DUPONT' };

test('a row seen again before its record was read replaces what was remembered of it', () => {
  const merged = mergeRow(fresh, moved);
  assert.deepEqual(interventionRowSchema.parse(merged), moved);
  assert.deepEqual([merged.runId, merged.collectedAt], ['run-1', at]);
});

test('an appointment moved to another day counts on the new one, and its record is read again', () => {
  const merged = mergeRow({ ...after('format'), state: 'en_attente', payload: { cle: 'CRI-1' } }, moved);
  assert.deepEqual([merged.date, merged.time, merged.payload], ['2026-10-26', '08:00', null]);
  assert.equal(firstUnfinishedStage(merged), 'photos');
});

test('a row seen again unchanged undoes no stage, and what the record said stays', () => {
  const read = { ...after('format'), client: 'Dupont (du dossier)', payload: { cle: 'CRI-1' } };
  assert.deepEqual(mergeRow(read, row), read);
});

test('a new hour of the same day is put into the payload again', () => {
  const merged = mergeRow({ ...after('format'), payload: { cle: 'CRI-1' } }, { ...row, time: '16:00' });
  assert.deepEqual([merged.time, merged.payload], ['16:00', null]);
  assert.equal(firstUnfinishedStage(merged), 'format');
});

test('what is sent, being sent, delivered or refused for good does not change', () => {
  const sending = { ...after('format').stages.send, status: 'en_cours' as const };
  const unchanging: Intervention[] = [
    after('send'),
    { ...after('format'), stages: { ...after('format').stages, send: sending } },
    after('deliver'),
    { ...fresh, state: 'rejete' },
  ];
  for (const intervention of unchanging) assert.deepEqual(mergeRow(intervention, moved), intervention);
});
