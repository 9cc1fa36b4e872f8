import type { Random } from '../data/random.ts';
import { firstNames, lastNames } from './crm-words.ts';

export type CrmUser = {
  readonly id_utilisateur: number;
  readonly id_responsable: number | '';
  readonly nom: string;
  readonly prenom: string;
  readonly role: string;
  readonly code_statut: string;
};

/**
 * The user tree: a director over regional directors, over supervisors, over delegates; key account managers report to
 * regional directors, and the head office to nobody. Some have left.
 */
export function createUsers(random: Random, delegates: number): readonly CrmUser[] {
  const users: CrmUser[] = [];
  const add = (role: string, superior: CrmUser | undefined, leaves = 0): CrmUser => {
    const user = {
      id_utilisateur: users.length + 1,
      id_responsable: superior?.id_utilisateur ?? ('' as const),
      nom: random.pick(lastNames).toUpperCase(),
      prenom: random.pick(firstNames),
      role,
      code_statut: random.chance(leaves) ? 'DESA' : 'ACTI',
    };
    users.push(user);
    return user;
  };
  const director = add('DIR', undefined);
  for (const role of ['ADMI', 'PM', 'ACH']) add(role, undefined);
  let supervisor = director;
  let regional = director;
  for (let delegate = 0; delegate < delegates; delegate += 1) {
    if (delegate % 24 === 0) {
      regional = add('DRG', director);
      add('KAM', regional);
    }
    if (delegate % 6 === 0) supervisor = add('DSM', regional);
    add('DEL', supervisor, 0.05);
  }
  return users;
}
