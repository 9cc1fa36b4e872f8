import type { PhotoStudio } from '../data/photos/photo-studio.ts';
import { type Answer, answerFile, attachmentHeader } from '../http/answer.ts';
import { type DemoRequest, RequestError } from '../http/request.ts';
import { samplePdf } from './pdf.ts';
import type { Records } from './records.ts';

/** A file of a record, `photo-<rank>` or `document-<rank>`, as a download of no particular type. */
export async function answerAttachment(
  { parameters }: DemoRequest,
  records: Records,
  studio: PhotoStudio,
): Promise<Answer> {
  const [kind, rank = ''] = (parameters.piece ?? '').split('-');
  const identifiant = parameters.identifiant ?? '';
  if (kind === 'photo') {
    const photo = records.findPhoto(identifiant, rank);
    const headers = { 'content-disposition': attachmentHeader(photo.name) };
    return answerFile(await studio.read(photo), 'application/octet-stream', headers);
  }
  const name = records.find(identifiant).otherFiles[Number(rank) - 1];
  if (kind !== 'document' || name === undefined) throw new RequestError(404, 'pièce inconnue');
  return answerFile(samplePdf, 'application/pdf', { 'content-disposition': attachmentHeader(name) });
}
