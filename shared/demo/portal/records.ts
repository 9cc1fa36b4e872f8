import type { DemoDay } from '../data/create-demo-day.ts';
import type { DemoIntervention, DemoPhoto } from '../data/demo-intervention.ts';
import { RequestError } from '../http/request.ts';
import { type Filters, fitsFilters } from './filters.ts';

/** The portal's records. */
export interface Records {
  /** Those the filters let through, by appointment. */
  list(filters: Filters): readonly DemoIntervention[];
  /** @throws RequestError 404 */
  find(identifiant: string): DemoIntervention;
  findByReference(reference: string): DemoIntervention | undefined;
  /** @throws RequestError 404 */
  findPhoto(identifiant: string, index: string): DemoPhoto;
}

function byAppointment(left: DemoIntervention, right: DemoIntervention): number {
  const [a, b] = [left, right].map(({ day, time, reference }) => `${day} ${time} ${reference}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** The records of a demo day and what surrounds it. */
export function createRecords(demoDay: DemoDay): Records {
  const all = [...demoDay.interventions, ...demoDay.others].sort(byAppointment);
  const byNumber = new Map(all.map((intervention) => [intervention.identifiant, intervention]));
  const byReference = new Map(all.map((intervention) => [intervention.reference, intervention]));
  const find = (identifiant: string): DemoIntervention => {
    const found = byNumber.get(identifiant);
    if (found === undefined) throw new RequestError(404, 'intervention inconnue');
    return found;
  };
  return {
    list: (filters) => all.filter((intervention) => fitsFilters(intervention, filters)),
    find,
    findByReference: (reference) => byReference.get(reference),
    findPhoto: (identifiant, index) => {
      const photo = find(identifiant).photos.find((candidate) => String(candidate.index) === index);
      if (photo === undefined) throw new RequestError(404, 'photo inconnue');
      return photo;
    },
  };
}
