import { createRandom } from '../data/random.ts';
import type { GeneratedTable, GenerateOptions } from '../delivery.ts';
import { codificationRows } from './crm-codes.ts';
import { businessCaseRows, evaluationDetailRows, evaluationRows } from './crm-evaluations.ts';
import { type CrmPartner, createPartner } from './crm-partners.ts';
import { createUsers } from './crm-users.ts';
import { partnerVisitRows, type VisitWorld, visitRows, workingDays } from './crm-visits.ts';

const daysBack = 3 * 365;
const mostPartners = 60_000;
const mostDelegates = 600;

/** A CRM's delivery with so many visits, over the last three years. Users and partners are held, visits pass through. */
export function generateCrm({ rows, seed, until }: GenerateOptions): readonly GeneratedTable[] {
  const delegates = between(Math.round(rows / 2000), 12, mostDelegates);
  const users = createUsers(createRandom(seed, 'users'), delegates);
  const random = createRandom(seed, 'partners');
  const partnerCount = between(Math.round(rows / 20), 60, mostPartners);
  const partners: CrmPartner[] = Array.from({ length: partnerCount }, (_, index) => createPartner(random, index + 1));
  const world: VisitWorld = { seed, visits: rows, users, partners, days: workingDays(until, daysBack) };
  const evaluationCount = between(Math.round(rows / 50), 20, 20_000);
  const caseCount = between(Math.round(rows / 60), 20, 20_000);
  const codes = [...codificationRows()];
  return [
    { table: 'tab_utilisateur', expectedRows: users.length, rows: () => users },
    { table: 'tab_par_codification', expectedRows: codes.length, rows: () => codes },
    { table: 'tab_partenaire', expectedRows: partnerCount, rows: () => partners },
    { table: 'tab_visite', expectedRows: rows, rows: () => visitRows(world) },
    { table: 'tab_partenaire_visite', expectedRows: Math.round(rows * 1.16), rows: () => partnerVisitRows(world) },
    { table: 'tab_evaluation', expectedRows: evaluationCount, rows: () => evaluationRows(world, evaluationCount) },
    {
      table: 'tab_evaluation_detailed',
      expectedRows: evaluationCount * 11,
      rows: () => evaluationDetailRows(world, evaluationCount),
    },
    { table: 'tab_partenaire_bc', expectedRows: caseCount, rows: () => businessCaseRows(world, caseCount) },
  ];
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
