/** Numbers, sizes, durations and instants as people read them, in French. */
export interface Formats {
  number(value: number): string;
  bytes(value: number): string;
  duration(milliseconds: number): string;
  /** `25/11/2026 08:30:12`, in the business zone. */
  instant(iso: string): string;
  /** `08:30:12`. */
  time(iso: string): string;
  /** `25/11/2026`. */
  day(day: string): string;
  /** `25 nov.` */
  shortDay(day: string): string;
}

export function createFormats(zone: string): Formats {
  const whole = new Intl.NumberFormat('fr-FR');
  const tenth = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
  const instant = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, timeStyle: 'medium' });
  const shortDay = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'short' });
  return {
    number: (value) => whole.format(value),
    bytes(value) {
      const units = ['o', 'ko', 'Mo', 'Go', 'To'];
      let size = value;
      let unit = 0;
      for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
      return `${unit === 0 ? whole.format(size) : tenth.format(size)} ${units[unit]}`;
    },
    duration(milliseconds) {
      if (milliseconds < 100) return `${whole.format(milliseconds)} ms`;
      const seconds = milliseconds / 1000;
      if (seconds < 60) return `${tenth.format(seconds)} s`;
      const minutes = Math.floor(seconds / 60);
      const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
      return minutes < 60
        ? `${minutes} min ${pad(seconds % 60)} s`
        : `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
    },
    instant: (iso) => instant.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    day: (day) => day.split('-').reverse().join('/'),
    shortDay: (day) => shortDay.format(new Date(`${day}T00:00:00Z`)),
  };
}
