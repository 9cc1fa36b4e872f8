import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { type Span, shareOf } from './span.ts';

/** Puts an element where [from, to) is in the span: the style sheet reads `--from` and `--width`. */
export function placeOn<E extends HTMLElement>(
  element: E,
  span: Pick<Span, 'from' | 'to'>,
  from: Instant,
  to: Instant,
): E {
  const start = shareOf(from, span);
  element.style.setProperty('--from', `${start}%`);
  element.style.setProperty('--width', `${shareOf(to, span) - start}%`);
  return element;
}
