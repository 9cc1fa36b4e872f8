import type { Fault } from '../faults.ts';
import { type Answer, answerPage } from './answer.ts';
import { html } from './html.ts';

type Delayed = Extract<Fault, { retryAfterSeconds?: number | undefined }>;

function retryAfterHeader({ retryAfterSeconds, retryAfterForm }: Delayed): Answer['headers'] {
  if (retryAfterSeconds === undefined) return {};
  const date = new Date(Date.now() + retryAfterSeconds * 1000).toUTCString();
  return { 'retry-after': retryAfterForm === 'date' ? date : String(retryAfterSeconds) };
}

function trouble(id: string, title: string, text: string) {
  return html`<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title>
<main id="${id}"><h1>${title}</h1><p>${text}</p></main></html>`;
}

/** The answer given instead of looking at the request; undefined when the fault is of another sort. */
export function answerInstead(fault: Fault): Answer | undefined {
  if (fault.kind === 'unavailable') {
    const page = trouble('indisponible', 'Service indisponible', 'Le service ne répond pas. Réessayez plus tard.');
    return answerPage(page, fault.status, retryAfterHeader(fault));
  }
  if (fault.kind === 'tooManyRequests') {
    const page = trouble('surcharge', 'Trop de requêtes', 'Vous avez fait trop de demandes. Patientez un instant.');
    return answerPage(page, 429, retryAfterHeader(fault));
  }
  if (fault.kind !== 'maintenance') return undefined;
  const page = trouble(
    'maintenance',
    'Portail en maintenance',
    'Une opération est en cours. Le service revient bientôt.',
  );
  return answerPage(page, fault.status);
}

/** The answer as the fault leaves it; a cut is made when it is written. */
export function spoilAnswer(answer: Answer, fault: Fault): Answer {
  if (fault.kind === 'emptyBody') return { ...answer, status: 200, body: new Uint8Array() };
  if (fault.kind !== 'htmlAsJpeg') return answer;
  const page = trouble('erreur', 'Erreur interne', 'Une erreur est survenue.');
  return {
    ...answer,
    status: 200,
    headers: { ...answer.headers, 'content-type': 'image/jpeg' },
    body: Buffer.from(page.text),
  };
}
