import type * as z from 'zod';
import type { quotaBody } from '../../../shared/messages/reservations-api.ts';
import type { Planning } from './planning.ts';

/** What is free of the farm at the planning's first instant. */
export function farmNow({ machines }: Planning): string {
  const sum = (part: (machine: Planning['machines'][number]) => number): number =>
    machines.reduce((total, machine) => total + part(machine), 0);
  if (machines.length === 0) return '';
  const gpu = sum(({ capacity }) => capacity.gpu);
  const memoire = sum(({ capacity }) => capacity.memoire);
  const freeGpu = gpu - sum(({ steps }) => steps[0]?.gpu ?? 0);
  const freeMemoire = memoire - sum(({ steps }) => steps[0]?.memoire ?? 0);
  return `En ce moment : ${freeGpu} GPU libres sur ${gpu}, ${freeMemoire} de mémoire sur ${memoire}`;
}

const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** What the caller has booked this week, and may. */
export function quotaWords({ gpuHeures, limite }: z.infer<typeof quotaBody>): string {
  const of = limite === 0 ? '' : ` sur ${decimal.format(limite)}`;
  return `Cette semaine : ${decimal.format(gpuHeures)}${of} heures de GPU`;
}
