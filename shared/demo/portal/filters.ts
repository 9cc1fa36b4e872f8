import { type Day, formatDay, parseDay } from '../../domain/day.ts';
import type { DemoIntervention } from '../data/demo-intervention.ts';

/** Comparisons the list offers for the appointment's day. */
export const dayOperators = ['=', '<', '<=', '>', '>=', 'entre'] as const;
type DayOperator = (typeof dayOperators)[number];

/** What a user has asked the list to show; kept from one session to the next. */
export interface Filters {
  readonly day: { readonly operator: DayOperator; readonly value: Day; readonly end: Day | null } | null;
  /** `YYYY-MM-DD HH:MM:SS` */
  readonly closedAt: { readonly operator: '<' | '>'; readonly value: string } | null;
  readonly reference: string;
  /** `ouvertes`, `toutes`, or the label of one. */
  readonly status: string;
  /** `toutes` or the label of one. */
  readonly activity: string;
}

/** What a user sees who never chose: open interventions only. */
export const defaultFilters: Filters = {
  day: null,
  closedAt: null,
  reference: '',
  status: 'ouvertes',
  activity: 'toutes',
};

function readFrenchDay(text: string): Day | null {
  return /^\d{2}\/\d{2}\/\d{4}$/.test(text) ? (parseDay(text) ?? null) : null;
}

function readFrenchInstant(text: string): string | null {
  const match = /^(\d{2}\/\d{2}\/\d{4})(?: (\d{2}:\d{2})(:\d{2})?)?$/.exec(text);
  const day = readFrenchDay(match?.[1] ?? '');
  return day === null ? null : `${day} ${match?.[2] ?? '00:00'}${match?.[3] ?? ':00'}`;
}

/** The filters of a submitted form. A date that is none is dropped without a word, as such portals do. */
export function readFilters(form: URLSearchParams): Filters {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const day = readFrenchDay(text('rdv_date'));
  const closedAt = readFrenchInstant(text('cloture_date'));
  const operator = dayOperators.find((candidate) => candidate === text('rdv_operateur')) ?? '=';
  return {
    day:
      day === null
        ? null
        : { operator, value: day, end: operator === 'entre' ? readFrenchDay(text('rdv_date_fin')) : null },
    closedAt: closedAt === null ? null : { operator: text('cloture_operateur') === '>' ? '>' : '<', value: closedAt },
    reference: text('reference'),
    status: text('statut') || defaultFilters.status,
    activity: text('activite') || defaultFilters.activity,
  };
}

function fitsDay(day: Day, filter: Filters['day']): boolean {
  if (filter === null) return true;
  const { operator, value, end } = filter;
  if (operator === '=') return day === value;
  if (operator === '<') return day < value;
  if (operator === '<=') return day <= value;
  if (operator === '>') return day > value;
  return day >= value && (end === null || day <= end);
}

function fitsClosing(closedAt: string | null, filter: Filters['closedAt']): boolean {
  if (filter === null) return true;
  if (closedAt === null) return false;
  return filter.operator === '<' ? closedAt < filter.value : closedAt > filter.value;
}

function fitsStatus({ status, isOpen }: DemoIntervention, filter: string): boolean {
  if (filter === 'toutes') return true;
  return filter === 'ouvertes' ? isOpen : status === filter;
}

/** True when the list shows this record. */
export function fitsFilters(intervention: DemoIntervention, filters: Filters): boolean {
  return (
    fitsDay(intervention.day, filters.day) &&
    fitsClosing(intervention.closedAt, filters.closedAt) &&
    intervention.reference.toLowerCase().includes(filters.reference.toLowerCase()) &&
    fitsStatus(intervention, filters.status) &&
    (filters.activity === 'toutes' || intervention.activity === filters.activity)
  );
}

/** `dd/mm/yyyy HH:MM:SS` of `YYYY-MM-DD HH:MM:SS`. */
export function formatInstant(instant: string): string {
  const [day = '', time = ''] = instant.split(' ');
  return `${formatDay(day)} ${time}`;
}

/** The filters in force, as the page says them: the field's name and a sentence. */
export function describeFilters({ day, closedAt, reference, status, activity }: Filters): readonly [string, string][] {
  const sentences: [string, string][] = [];
  if (day?.operator === 'entre') {
    const end = day.end === null ? '…' : formatDay(day.end);
    sentences.push(['rdv_date', `Date du rendez-vous entre ${formatDay(day.value)} et ${end}`]);
  } else if (day !== null) sentences.push(['rdv_date', `Date du rendez-vous ${day.operator} ${formatDay(day.value)}`]);
  if (closedAt !== null) {
    sentences.push(['cloture_date', `Date de clôture ${closedAt.operator} ${formatInstant(closedAt.value)}`]);
  }
  if (reference !== '') sentences.push(['reference', `Référence contient ${reference}`]);
  sentences.push(['statut', status === 'ouvertes' ? 'Statut : ouvertes seulement' : `Statut : ${status}`]);
  if (activity !== 'toutes') sentences.push(['activite', `Activité : ${activity}`]);
  return sentences;
}
