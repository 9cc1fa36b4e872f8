import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { followPointer } from './follow-pointer.ts';
import { ghost } from './ghost.ts';
import { type Span, slotBetween } from './span.ts';

export interface DragOptions {
  /** Seconds to which a slot's ends stick. */
  readonly step: number;
  /** What stands beside the slot while it is drawn. */
  readonly describe: (debut: Instant, fin: Instant) => string;
  /** The slot that was drawn; without an end after a mere press. */
  readonly choose: (debut: Instant, fin?: Instant) => void;
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
    const drawn = ghost();
    followPointer(down, {
      move({ clientX }) {
        const { debut, fin } = slotOf(down.clientX, clientX);
        drawn.place(track, span, debut, fin);
        drawn.tell(describe(debut, fin));
      },
      drop({ clientX }) {
        drawn.remove();
        const { debut, fin } = slotOf(down.clientX, clientX);
        choose(debut, fin);
      },
      leave: drawn.remove,
    });
  });
}
