import { generateCrm } from '../../shared/demo/crm/generate-crm.ts';
import { createDemoDay } from '../../shared/demo/data/create-demo-day.ts';
import { demoReservations } from '../../shared/demo/data/reservations.ts';
import type { GeneratedTable } from '../../shared/demo/delivery.ts';
import { generateFiches } from '../../shared/demo/fiches/generate-fiches.ts';
import { createDemoFleet } from '../../shared/demo/fleet/demo-fleet.ts';
import type { Day } from '../../shared/domain/day.ts';

/** What names somebody in each of the five parts of the demo that `npm start` fills: names, addresses, telephones, mails. */
export function demoPeople(today: Day): Readonly<Record<string, readonly string[]>> {
  const day = createDemoDay({ seed: 7, day: today, count: 24 });
  const options = { seed: 'demo', until: today };
  const { truth } = createDemoFleet({ seed: 7 });
  return {
    interventions: [...day.interventions, ...day.others].flatMap(({ client, address, technicians }) => [
      client,
      address,
      ...technicians,
    ]),
    fleet: [...truth.list('/fleet/drivers')].flatMap((driver) => textsOf(driver, ['name', 'phone', 'username'])),
    visites: generateCrm({ ...options, rows: 4000 }).flatMap((table) => [...peopleOf(table, ['nom', 'prenom'])]),
    fiches: generateFiches({ ...options, rows: 25_000 }).flatMap((table) => [
      ...peopleOf(table, ['nom', 'prenom', 'tel', 'teldom', 'telbur', 'gsm', 'email']),
    ]),
    // `demo`'s own name is that of the demo.
    reservations: demoReservations(today, 'Europe/Paris')
      .filter(({ subject }) => subject !== 'demo' && subject !== 'rendu')
      .map(({ nomUtilisateur }) => nomUtilisateur),
  };
}

function* peopleOf(table: GeneratedTable, columns: readonly string[]): Generator<string> {
  const named = /^(fiches|tab_utilisateur|tab_partenaire)$/.test(table.table);
  if (named) for (const row of table.rows()) yield* textsOf(row, columns);
}

function textsOf(row: Readonly<Record<string, unknown>>, columns: readonly string[]): string[] {
  return columns.flatMap((column) => {
    const value = row[column];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}
