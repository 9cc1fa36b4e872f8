import type { ConditionQuery, DocumentReading, Reading } from './document-reading.ts';
import { type OpenDocument, openDocument } from './in-page/open-document.ts';
import { captionParts } from './in-page/page-captions.ts';
import { photoParts, photosOf } from './in-page/page-photos.ts';
import { pageScript } from './in-page/page-script.ts';
import { textOf, textParts } from './in-page/page-text.ts';
import { readSource, valueParts } from './in-page/page-values.ts';

/** The text where the condition holds (may be empty), or null. */
function textWhere(opened: OpenDocument, condition: ConditionQuery): string | null {
  const { root, address } = opened;
  if (condition.url !== undefined && !new RegExp(condition.url, 'u').test(address)) return null;
  const scopes =
    condition.selector === undefined ? [root.body ?? root] : [...root.querySelectorAll(condition.selector)];
  for (const scope of scopes) {
    const text = textOf(opened, scope);
    if (condition.text !== undefined && !text.includes(condition.text)) continue;
    if (condition.matches !== undefined && !new RegExp(condition.matches, 'u').test(text)) continue;
    return condition.selector === undefined ? '' : text.slice(0, 200);
  }
  return null;
}

async function readEverything(reading: Reading): Promise<DocumentReading> {
  const opened = openDocument(reading);
  const { root, address } = opened;
  const { rows } = reading;
  return {
    address,
    title: root.title,
    markers: (reading.markers ?? []).map((conditions) => {
      for (const condition of conditions) {
        const text = textWhere(opened, condition);
        if (text !== null) return text;
      }
      return null;
    }),
    sources: (reading.sources ?? []).map((source) => readSource(opened, root.body ?? root, source)),
    rows:
      rows === undefined
        ? []
        : [...root.querySelectorAll(rows.selector)].map((row) =>
            rows.sources.map((source) => readSource(opened, row, source)),
          ),
    photos: await photosOf(opened, reading.photos ?? []),
  };
}

/** Runs inside the page: reads everything that was asked in one go, from the page or from a document that was fetched. */
export const readDocument = pageScript(readEverything, [
  openDocument,
  ...textParts,
  ...valueParts,
  ...captionParts,
  ...photoParts,
  textWhere,
]);
