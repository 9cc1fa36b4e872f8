import { formatDay } from '../../domain/day.ts';
import type { DemoIntervention } from '../data/demo-intervention.ts';

/** A column of the export. */
export interface ExportColumn {
  readonly key: string;
  readonly header: string;
  readonly isTicked: boolean;
  readonly read: (intervention: DemoIntervention) => string;
}

/** The columns the export offers, in its order. */
export const exportColumns: readonly ExportColumn[] = [
  { key: 'reference', header: 'Référence', isTicked: true, read: ({ reference }) => reference },
  { key: 'client', header: 'Client', isTicked: true, read: ({ client }) => client },
  {
    key: 'rendez_vous',
    header: 'Date du rendez-vous',
    isTicked: false,
    read: ({ day, time }) => `${formatDay(day)} ${time}`,
  },
  { key: 'departement', header: 'Département', isTicked: false, read: ({ departement }) => departement },
  { key: 'jeton', header: 'Jeton', isTicked: false, read: ({ jeton }) => jeton },
  { key: 'techniciens', header: 'Techniciens', isTicked: false, read: ({ technicians }) => technicians.join(' / ') },
  { key: 'statut', header: 'Statut', isTicked: true, read: ({ status }) => status },
  { key: 'identifiant', header: 'Identifiant', isTicked: false, read: ({ identifiant }) => identifiant },
  { key: 'nb_photos', header: 'Nb photos', isTicked: false, read: ({ photos }) => String(photos.length) },
];

function quoteCell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as CSV text: `;`, CRLF, quotes where needed. */
export function writeTable(columns: readonly ExportColumn[], interventions: readonly DemoIntervention[]): string {
  const lines = [
    columns.map(({ header }) => header),
    ...interventions.map((intervention) => columns.map(({ read }) => read(intervention))),
  ];
  return lines.map((cells) => `${cells.map(quoteCell).join(';')}\r\n`).join('');
}

const upperHalf = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, index) => 128 + index));
const windowsCodes = new Map([...upperHalf].map((sign, index) => [sign, 128 + index]));

/** The text in windows-1252; what that lacks becomes `?`. */
export function encodeWindows1252(text: string): Buffer {
  return Buffer.from([...text].map((sign) => (sign < '\u0080' ? sign.charCodeAt(0) : (windowsCodes.get(sign) ?? 63))));
}
