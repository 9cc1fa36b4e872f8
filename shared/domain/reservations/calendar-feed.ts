import { daySeconds, type Instant, utcDayOf } from './instant.ts';
import type { Reservation } from './reservation.ts';

const keptDays = 30;

/** No slot that ended before this instant is in a feed: whole UTC days, so that a feed changes at most once a day by itself. */
export function feedEdge(now: Instant): Instant {
  return (utcDayOf(now) - keptDays) * daySeconds;
}

/**
 * A calendar feed (RFC 5545): one event per reservation, in the order of their ids. The same reservations give the same
 * bytes, whenever it is asked for.
 */
export function writeFeed(name: string, reservations: readonly Reservation[]): string {
  const events = [...reservations].sort((a, b) => a.id - b.id).flatMap(eventLines);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Terrain//Reservations//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines({ id, nomUtilisateur, debut, fin, lignes, sequence, createdAt, updatedAt }: Reservation): string[] {
  const machines = lignes.map(
    ({ idRessource, nbGPU, nbMemoire }) => `machine ${idRessource} : ${nbGPU} GPU, ${nbMemoire} de mémoire`,
  );
  return [
    'BEGIN:VEVENT',
    `UID:reservation-${id}@terrain`,
    `DTSTAMP:${stamp(updatedAt)}`,
    `DTSTART:${stamp(debut)}`,
    `DTEND:${stamp(fin)}`,
    `SEQUENCE:${sequence}`,
    `CREATED:${stamp(createdAt)}`,
    `LAST-MODIFIED:${stamp(updatedAt)}`,
    `SUMMARY:${escapeText(`Réservation ${id} : ${nomUtilisateur}`)}`,
    ...(machines.length === 0 ? [] : [`DESCRIPTION:${escapeText(machines.join('\n'))}`]),
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ];
}

/** `20261125T130000Z` */
function stamp(instant: Instant): string {
  return new Date(instant * 1000).toISOString().replace(/[-:]|\.000/g, '');
}

function escapeText(text: string): string {
  const escaped = text.replace(/\r\n?|\n/g, '\n').replace(/[\\;,]/g, '\\$&');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go.
  return escaped.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '').replaceAll('\n', '\\n');
}

/** At most 75 octets a line; the next begins with a space, and no character is cut. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // What follows the first line begins with a space, which counts.
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
