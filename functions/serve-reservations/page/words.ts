import { type Day, dayInZone } from '../../../shared/domain/day.ts';
import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';
import type { Capacity } from '../../../shared/domain/reservations/ressource.ts';
import type { Span } from './span.ts';
import type { ViewName } from './state.ts';
import { comesTwice } from './wall-time.ts';

/** What people read of times and quantities, in French and by the business zone's clock. */
export interface Words {
  /** `mer. 25 nov., 14:00 – 17:00`; with both days when they differ. */
  slot(debut: Instant, fin: Instant): string;
  /** `14:00 – 17:00`. */
  hours(debut: Instant, fin: Instant): string;
  instant(instant: Instant): string;
  /** `mer. 25 nov.` */
  day(day: Day): string;
  weekday(day: Day): string;
  title(view: ViewName, span: Span): string;
}

export function createWords(zone: string): Words {
  const clock = format({ timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const offset = format({ timeZone: zone, hour: '2-digit', timeZoneName: 'shortOffset' });
  const short = format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
  const shortYear = format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const long = format({ timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = format({ timeZone: 'UTC', month: 'long', year: 'numeric' });
  const weekday = format({ timeZone: 'UTC', weekday: 'short' });
  const range = format({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
  const thisYear = dayInZone(new Date(), zone).slice(0, 4);
  const dayOf = (instant: Instant): Day => dayInZone(new Date(instant * 1000), zone);
  const day = (one: Day): string => (one.startsWith(thisYear) ? short : shortYear).format(noon(one));
  const time = (instant: Instant): string => {
    const at = new Date(instant * 1000);
    if (!comesTwice(instant, zone)) return clock.format(at);
    const name = offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return `${clock.format(at)} (${name})`;
  };
  const hours = (debut: Instant, fin: Instant): string => `${time(debut)} – ${time(fin)}`;
  return {
    hours,
    slot(debut, fin) {
      if (dayOf(debut) === dayOf(fin)) return `${day(dayOf(debut))}, ${hours(debut, fin)}`;
      return `${day(dayOf(debut))}, ${time(debut)} – ${day(dayOf(fin))}, ${time(fin)}`;
    },
    instant: (instant) => `${day(dayOf(instant))}, ${time(instant)}`,
    day,
    weekday: (one) => weekday.format(noon(one)),
    title(view, { days }) {
      const [first = '', last = first] = [days.at(0)?.day, days.at(-1)?.day];
      if (view === 'jour') return capital(long.format(noon(first)));
      if (view === 'mois') return capital(month.format(noon(first)));
      return capital(range.formatRange(noon(first), noon(last)));
    },
  };
}

/** `6 GPU · 8 mém.` */
export function quantities({ gpu, memoire }: Capacity): string {
  return `${gpu} GPU · ${memoire} mém.`;
}

/** `machine 1 (6 GPU · 8 mém.), machine 3 (…)` */
export function lineWords(lignes: readonly Ligne[]): string {
  if (lignes.length === 0) return 'aucune machine';
  return lignes
    .map(
      ({ idRessource, nbGPU, nbMemoire }) =>
        `machine ${idRessource} (${quantities({ gpu: nbGPU, memoire: nbMemoire })})`,
    )
    .join(', ');
}

/** Text that somebody wrote, for an attribute: whatever its direction, it does not turn what is around it. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('fr-FR', options);
}

function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
