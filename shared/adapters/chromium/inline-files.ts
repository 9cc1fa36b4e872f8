import { randomUUID } from 'node:crypto';
import type { DocumentReading } from './document-reading.ts';

/** Shorter ones are icons: not worth the detour. */
const inlineFile = /(data:[\w.+/;=-]*;base64,)([A-Za-z0-9+/=]{2048,})/g;

/** A page whose long inline files were taken out, and what puts them back into what was read of it. */
export interface LighterPage {
  readonly html: string;
  putBack(reading: DocumentReading): DocumentReading;
}

/**
 * Takes long inline files out of a page before a browser reads it: photos of megabytes would travel there and back as
 * text. Each leaves its type and a mark that no portal can know.
 */
export function takeInlineFilesOut(page: string): LighterPage {
  const mark = `terrain-${randomUUID()}-`;
  const files: string[] = [];
  const html = page.replace(inlineFile, (_, head: string, file: string) => `${head}${mark}${files.push(file) - 1}.`);
  if (files.length === 0) return { html, putBack: (reading) => reading };
  const marks = new RegExp(`${mark}(\\d+)\\.`, 'g');
  const whole = (text: string) => text.replace(marks, (_, index: string) => files[Number(index)] ?? '');
  const wholeTexts = (lists: readonly (readonly string[])[]) => lists.map((texts) => texts.map(whole));
  return {
    html,
    putBack: (reading) => ({
      ...reading,
      sources: wholeTexts(reading.sources),
      rows: reading.rows.map(wholeTexts),
      photos: reading.photos.map((photo) => ({
        ...photo,
        address: photo.address === null ? null : whole(photo.address),
        names: wholeTexts(photo.names),
        type: photo.type.map(whole),
      })),
    }),
  };
}
