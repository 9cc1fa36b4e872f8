import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { placeOn } from './place-on.ts';
import { type Span, slotBetween } from './span.ts';

export interface DragOptions {
  /** Seconds to which a slot's ends stick. */
  readonly step: number;
  /** What stands beside the slot while it is drawn. */
  readonly describe: (debut: Instant, fin: Instant) => string;
  /** The slot that was drawn; without an end after a mere press. */
  readonly choose: (debut: Instant, fin?: Instant) => void;
}

const reachPixels = 4;

/** The click that follows at the end of a drag, if any does, is no press of its own. */
function swallowClick(): void {
  const stop = (click: Event): void => click.stopPropagation();
  addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', stop, { capture: true }));
}

/** Draws a slot with a mouse or a pen on the free part of a track; a press, or a finger's tap, chooses where it begins. */
export function dragSlot(track: HTMLElement, span: Span, { step, describe, choose }: DragOptions): void {
  const instantAt = (x: number): Instant => {
    const { left, width } = track.getBoundingClientRect();
    return Math.round(span.from + ((x - left) / width) * (span.to - span.from));
  };
  const slotOf = (from: number, to: number) => slotBetween(instantAt(from), instantAt(to), step, span);
  const isFree = ({ target }: Event): boolean => target instanceof Element && target.closest('.bar') === null;

  track.addEventListener('click', (event) => {
    if (isFree(event)) choose(slotOf(event.clientX, event.clientX).debut);
  });
  track.addEventListener('pointerdown', (down) => {
    if (down.button !== 0 || down.pointerType === 'touch' || !isFree(down)) return;
    down.preventDefault();
    const drawn = new AbortController();
    const { signal } = drawn;
    const label = h('span', {});
    const ghost = h('div', { class: 'ghost' }, label);
    let isDragged = false;
    const end = (): void => {
      drawn.abort();
      ghost.remove();
    };
    addEventListener(
      'pointermove',
      (move) => {
        isDragged ||= Math.abs(move.clientX - down.clientX) > reachPixels;
        if (!isDragged) return;
        const { debut, fin } = slotOf(down.clientX, move.clientX);
        placeOn(ghost, span, debut, fin);
        ghost.toggleAttribute('data-late', debut - span.from > (span.to - span.from) / 2);
        label.textContent = describe(debut, fin);
        if (!ghost.isConnected) track.append(ghost);
      },
      { signal },
    );
    addEventListener(
      'pointerup',
      (up) => {
        end();
        if (!isDragged) return;
        swallowClick();
        const { debut, fin } = slotOf(down.clientX, up.clientX);
        choose(debut, fin);
      },
      { signal },
    );
    addEventListener('pointercancel', end, { signal });
    const giveUp = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      end();
      addEventListener('pointerup', swallowClick, { once: true });
    };
    addEventListener('keydown', giveUp, { signal });
  });
}
