import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { placeOn } from './place-on.ts';
import type { Span } from './span.ts';

/** A slot that is not there yet, drawn over a track, with what is to be said of it. */
export function ghost() {
  const label = h('span', {});
  const element = h('div', { class: 'ghost' }, label);
  return {
    place(track: HTMLElement, span: Span, debut: Instant, fin: Instant): void {
      placeOn(element, span, debut, fin);
      // The label stands where there is more room.
      element.toggleAttribute('data-late', debut - span.from > span.to - fin);
      if (element.parentElement !== track) track.append(element);
    },
    tell(text: string, kind = ''): void {
      label.textContent = text;
      label.hidden = text === '';
      element.dataset.kind = kind;
    },
    remove: (): void => element.remove(),
  };
}
