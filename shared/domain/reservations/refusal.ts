import type { Conflict } from './conflict.ts';

/** Why a request cannot be: what each kind is in HTTP is the API's. */
export type Refusal =
  /** Well-formed, but against a rule; `pointer` names the field. */
  | { readonly kind: 'rule'; readonly pointer: string; readonly detail: string }
  | { readonly kind: 'capacity'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'quota'; readonly week: string; readonly usedSeconds: number; readonly askedSeconds: number }
  | { readonly kind: 'started' }
  /** Reservations that stand in the way of a machine's smaller capacity, or of its going. */
  | { readonly kind: 'in-use'; readonly isGoing: boolean; readonly reservations: readonly number[] }
  | { readonly kind: 'too-many-lines'; readonly idRessource: number; readonly day: number };
