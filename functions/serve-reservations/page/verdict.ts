import type * as z from 'zod';
import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';
import { conflictProblem } from '../../../shared/messages/reservations-api.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { readInstant } from './planning.ts';
import { capital, lineWords, type Words } from './words.ts';

/** A slot that would fit instead; without lines, those that are asked stay. */
export interface Offer {
  readonly debut: Instant;
  readonly fin: Instant;
  readonly lignes?: readonly Ligne[] | undefined;
}

export type Problem = z.infer<typeof conflictProblem>;

/** A problem's body, when it has the shape that the API tells. */
export function readProblem(body: unknown): Problem | undefined {
  const parsed = conflictProblem.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

export interface Verdict {
  readonly element: HTMLElement;
  wait(): void;
  clear(): void;
  accept(): void;
  /** Says why not, and offers what would go instead. */
  refuse(problem: Problem, next?: Offer): void;
  say(message: string): void;
}

/** Whether what is asked fits, said as one writes. @param take is called with the offer that is chosen. */
export function verdictView(words: Words, take: (offer: Offer) => void): Verdict {
  const element = h('div', { class: 'verdict', 'aria-live': 'polite' });
  const show = (kind: string, ...content: Parameters<typeof h>[2][]): void => {
    element.dataset.kind = kind;
    replaceChildren(element, ...content);
  };
  return {
    element,
    clear: () => show(''),
    wait() {
      element.dataset.wait = '';
    },
    accept() {
      delete element.dataset.wait;
      show('fits', h('p', {}, 'Il y a de la place.'));
    },
    say(message) {
      delete element.dataset.wait;
      show('no', h('p', {}, message));
    },
    refuse(problem, next) {
      delete element.dataset.wait;
      const offers = offersOf(problem, next);
      show(
        'no',
        reasonsOf(problem, words).map((reason) => h('p', {}, reason)),
        offers.length > 0 && h('p', { class: 'label' }, 'Prochains créneaux possibles :'),
        h(
          'div',
          { class: 'offers' },
          offers.map((offer) => {
            const where = offer.lignes === undefined ? '' : ` · ${lineWords(offer.lignes)}`;
            const label = `${words.slot(offer.debut, offer.fin)}${where}`;
            return h('button', { type: 'button', class: 'button small offer', onclick: () => take(offer) }, label);
          }),
        ),
      );
    },
  };
}

function offersOf({ propositions = [] }: Problem, next: Offer | undefined): Offer[] {
  if (propositions.length === 0) return next === undefined ? [] : [next];
  return propositions.map(({ date_debut, date_fin, lignes }) => ({
    debut: readInstant(date_debut),
    fin: readInstant(date_fin),
    lignes,
  }));
}

/** In the zone's hours: the problem's own sentence has them in GMT. */
function reasonsOf(problem: Problem, words: Words): string[] {
  const { conflits = [] } = problem;
  if (conflits.length === 0) return [ruleOf(problem)];
  return conflits.map(({ idRessource, dimension, capacite, libre, date_debut, date_fin }) => {
    const what = dimension === 'gpu' ? 'GPU' : 'de mémoire';
    const when = words.slot(readInstant(date_debut), readInstant(date_fin));
    const free =
      libre === 0 ? `plus rien de libre (${what})` : `${libre} ${what} libre${libre > 1 ? 's' : ''} sur ${capacite}`;
    return `Machine ${idRessource} : ${free}, ${when}.`;
  });
}

/** What rule is broken, without the names that fields have in the API. */
export function ruleOf(problem: Problem): string {
  const { fields } = new ApiError(problem.status, problem);
  return fields.length === 0
    ? (problem.detail ?? problem.title)
    : fields.map(({ detail }) => `${capital(detail)}.`).join(' ');
}
