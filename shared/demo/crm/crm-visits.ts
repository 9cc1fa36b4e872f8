import { addDays, type Day } from '../../domain/day.ts';
import { createRandom, type Random } from '../data/random.ts';
import type { CrmPartner } from './crm-partners.ts';
import type { CrmUser } from './crm-users.ts';

export interface VisitWorld {
  readonly seed: string;
  readonly visits: number;
  readonly users: readonly CrmUser[];
  readonly partners: readonly CrmPartner[];
  /** The days of the visits, the last one today. */
  readonly days: readonly Day[];
}

const statuses = [
  ...Array<string>(78).fill('REAL'),
  ...Array<string>(7).fill('ENAT'),
  ...Array<string>(5).fill('ABSE'),
];
const allStatuses = [...statuses, ...Array<string>(5).fill('REPL'), ...Array<string>(5).fill('SUPP')];

/** So many days up to that one, without Sundays and with few Saturdays. */
export function workingDays(until: Day, span: number): readonly Day[] {
  const days: Day[] = [];
  for (let back = span; back >= 0; back -= 1) {
    const day = addDays(until, -back);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && (weekday !== 6 || back % 3 === 0)) days.push(day);
  }
  return days;
}

/** Visits in the order of their days; some facts are missing, and some are of users who are not known any more. */
export function* visitRows({ seed, visits, users, days }: VisitWorld) {
  const random = createRandom(seed, 'visits');
  const visitors = users.filter(({ role }) => role === 'DEL' || role === 'KAM');
  for (let id = 1; id <= visits; id += 1) {
    const user = visitors[Math.floor(random.fraction() ** 1.3 * visitors.length)] ?? random.pick(visitors);
    const isAccompanied = random.chance(0.12);
    yield {
      id_visite: id,
      id_utilisateur: random.chance(0.001) ? 900_000 + random.integer(1, 9) : user.id_utilisateur,
      id_responsable: random.chance(0.02) ? '' : user.id_responsable,
      code_type_visite: random.chance(0.65) ? 'PLAN' : random.chance(0.95) ? 'HOPL' : '',
      code_statut_visite: random.pick(allStatuses),
      flag_accompagnee: isAccompanied ? 'O' : 'N',
      date_visite: `${dayOf(id, visits, days)} ${random.integer(10, 18)}:${random.integer(10, 59)}:00`,
      type_visite: random.chance(0.01) ? '' : random.chance(0.9) ? 'S' : 'G',
    };
  }
}

/** Whom each visit met, as they were then: mostly one partner, sometimes a group, sometimes nobody that was written down. */
export function* partnerVisitRows({ seed, visits, partners }: VisitWorld) {
  const random = createRandom(seed, 'partner visits');
  for (let id = 1; id <= visits; id += 1) {
    const count = random.chance(0.02) ? 0 : random.chance(0.88) ? 1 : random.integer(2, 3);
    const first = random.integer(0, partners.length - 1);
    for (let met = 0; met < Math.min(count, partners.length); met += 1) {
      const partner = partners[(first + met) % partners.length];
      if (partner !== undefined) yield asMet(random, id, partner);
    }
  }
}

function asMet(random: Random, visit: number, partner: CrmPartner) {
  const { id_partenaire, code_region_partenaire, code_ville_partenaire, code_type_partenaire } = partner;
  return {
    id_visite: visit,
    id_partenaire: random.chance(0.001) ? 9_000_000 + id_partenaire : id_partenaire,
    code_region_partenaire: random.chance(0.005) ? '' : code_region_partenaire,
    code_ville_partenaire,
    code_type_partenaire,
    code_gamme_partenaire: partner.code_gamme_partenaire,
    code_specialite_partenaire: partner.code_specialite_partenaire,
  };
}

function dayOf(id: number, visits: number, days: readonly Day[]): Day {
  return days[Math.floor(((id - 1) / visits) * days.length)] ?? '';
}
