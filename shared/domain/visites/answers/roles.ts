import { rolesSeeingAll, rolesSeeingSubtree } from '../analytics/caller.ts';
import { type Named, namesOf } from './buckets.ts';

/** The roles of users, from those who see all to the delegates. */
export function rolesOf(): readonly Named[] {
  return namesOf([...rolesSeeingAll, ...rolesSeeingSubtree]);
}
