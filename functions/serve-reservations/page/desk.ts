import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Api } from '../../../shared/pages/browser/api.ts';
import type { Booked, Planning } from './planning.ts';
import type { Words } from './words.ts';

/** What every part of the page works with. */
export interface Desk {
  readonly api: Api;
  readonly zone: string;
  readonly words: Words;
  readonly isAdmin: boolean;
  readonly signal: AbortSignal;
  /** What is shown now. */
  planning(): Planning;
  /** A reservation that the page knows, shown now or one of the caller's. */
  reservation(id: number): Booked | undefined;
  /** Reads everything again and shows it; goes to the day of that instant unless it is shown already. */
  reload(at?: Instant): Promise<void>;
}

export function nowInstant(): Instant {
  return Math.floor(Date.now() / 1000);
}
