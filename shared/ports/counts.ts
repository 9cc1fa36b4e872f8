/** A counter of the business: what one of it is, and the few labels that tell its kinds apart. */
interface Counter {
  readonly unit: string;
  /** Each has a handful of values that the code knows beforehand: never an id, a name, a day. */
  readonly labels: readonly string[];
  readonly description: string;
}

/** What is counted besides messages and requests: docs/telemetry.md lists them for whoever builds charts and alerts. */
export const counters = {
  'terrain.interventions.collected': {
    unit: '{intervention}',
    labels: [],
    description: 'Interventions that the portal listed for the first time.',
  },
  'terrain.interventions.delivered': {
    unit: '{intervention}',
    labels: [],
    description: 'Interventions of which the customer has everything, photos included.',
  },
  'terrain.interventions.failed': {
    unit: '{try}',
    labels: ['stage', 'outcome'],
    description: 'Tries of a stage that failed: refused for good, or to be retried.',
  },
  'terrain.photos.kept': { unit: '{photo}', labels: [], description: 'Photos taken from the portal, each whole.' },
  'terrain.photos.refused': {
    unit: '{photo}',
    labels: [],
    description: 'Photos of the portal that are no whole image.',
  },
  'terrain.photos.bytes': { unit: 'By', labels: [], description: 'Bytes of the photos taken.' },
  'terrain.photos.delivered': { unit: '{photo}', labels: [], description: 'Photos that the customer has.' },
  'terrain.runs.closed': { unit: '{run}', labels: ['status'], description: 'Runs that ended, by how.' },
  'terrain.messages.given_up': {
    unit: '{message}',
    labels: ['function'],
    description: 'Messages whose tries were used up, kept for somebody to look at.',
  },
  'terrain.fleet.windows': { unit: '{window}', labels: ['table'], description: 'Windows of the fleet loaded.' },
  'terrain.fleet.rows': { unit: '{row}', labels: ['table'], description: 'Rows of the fleet loaded.' },
  'terrain.exports.ended': { unit: '{export}', labels: ['export', 'status'], description: 'Exports run to their end.' },
  'terrain.exports.rows': { unit: '{row}', labels: ['export'], description: 'Rows of the files that exports wrote.' },
  'terrain.exports.mails': {
    unit: '{mail}',
    labels: ['export', 'mail', 'status'],
    description: 'Mails of exports, of the file or of a trouble, by what became of them.',
  },
  'terrain.deliveries.ended': {
    unit: '{delivery}',
    labels: ['set', 'state'],
    description: 'Deliveries of the CRM and the call centre, by what became of them.',
  },
  'terrain.deliveries.rows': { unit: '{row}', labels: ['set'], description: 'Rows of the deliveries imported.' },
  'terrain.reservations.told': {
    unit: '{event}',
    labels: ['event'],
    description: 'Bookings, changes, cancellations and smaller machines, once told.',
  },
} as const satisfies Readonly<Record<string, Counter>>;

export type CounterName = keyof typeof counters;
export type LabelsOf<Name extends CounterName> = Readonly<Record<(typeof counters)[Name]['labels'][number], string>>;

/**
 * Adds to a counter; it never fails, and nobody waits for it. It is called once what it counts is saved, so that a message
 * that comes again counts nothing. Who dies between the two loses a count: the books are the memory and the warehouse.
 */
export type Count = <Name extends CounterName>(name: Name, amount: number, labels: LabelsOf<Name>) => void;
