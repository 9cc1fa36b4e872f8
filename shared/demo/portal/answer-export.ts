import type { DemoIntervention } from '../data/demo-intervention.ts';
import { type Answer, answerFile, answerPage, attachmentHeader } from '../http/answer.ts';
import { type DemoRequest, RequestError, readHeader } from '../http/request.ts';
import { encodeWindows1252, exportColumns, writeTable } from './export-table.ts';
import { drawTrouble } from './pages/record-page.ts';

function stampNow(): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
  return text.format(new Date()).replaceAll(/[-:]/g, '').replace(' ', '_');
}

/** The list as a CSV file with the columns that were ticked, for requests that come from a page of the portal. */
export function answerExport(request: DemoRequest, list: readonly DemoIntervention[]): Answer {
  if (!(readHeader(request, 'referer') ?? '').startsWith(`${request.url.origin}/`)) {
    const text =
      'Cette demande ne vient pas d’une page du portail : elle pourrait être une attaque. Elle a été refusée.';
    return answerPage(drawTrouble('requete-refusee', 'Requête refusée', text));
  }
  const wanted = request.url.searchParams.getAll('colonnes');
  const columns = exportColumns.filter(({ key }) => wanted.includes(key));
  if (columns.length === 0) throw new RequestError(400, 'aucune colonne choisie');
  const text = writeTable(columns, list);
  const isUtf8 = request.url.searchParams.get('encodage') === 'utf-8';
  return answerFile(
    isUtf8 ? Buffer.from(`\ufeff${text}`) : encodeWindows1252(text),
    `text/csv; charset=${isUtf8 ? 'utf-8' : 'windows-1252'}`,
    { 'content-disposition': attachmentHeader(`${stampNow()}_export_interventions.csv`) },
  );
}
