import type { Intervention } from './intervention.ts';
import { regionOf } from './region.ts';

/** The customer's record of one intervention: its field names are published, and there are no others. */
export type InterventionPayload = {
  cle: string;
  num_intervention: string;
  jeton: string;
  date_intervention: string;
  heure_intervention: string;
  technicien: string;
  departement: string;
  region?: string | null;
  pto?: string | null;
};

/** The optional fields; both are off unless asked for. */
export interface PayloadOptions {
  readonly withRegion?: boolean;
  readonly withPto?: boolean;
}

/** The intervention as the customer's API takes it; an optional field without a value is null. */
export function formatIntervention(
  intervention: Pick<
    Intervention,
    'reference' | 'jeton' | 'date' | 'time' | 'technicians' | 'techniciansText' | 'departement' | 'pto'
  >,
  { withRegion = false, withPto = false }: PayloadOptions = {},
): InterventionPayload {
  return {
    cle: intervention.reference,
    num_intervention: intervention.reference,
    jeton: intervention.jeton,
    date_intervention: intervention.date,
    heure_intervention: intervention.time,
    technicien: intervention.techniciansText ?? intervention.technicians.join('; '),
    departement: intervention.departement,
    ...(withRegion && { region: regionOf(intervention.departement) ?? null }),
    ...(withPto && { pto: intervention.pto }),
  };
}

/** The customer's record of one photo: its field names are published. */
export interface PhotoDescription {
  readonly cle: string;
  readonly intervention_cri: string;
  readonly photo: string;
}

/** The photo as the customer's API takes it; `rank` is its 1-based place among the photos that are delivered. */
export function describePhoto(reference: string, rank: number, name: string): PhotoDescription {
  return { cle: `photo${reference}_${rank}`, intervention_cri: reference, photo: name };
}
