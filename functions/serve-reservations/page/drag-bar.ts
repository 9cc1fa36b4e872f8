import { h } from '../../../shared/pages/browser/element.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './draft.ts';
import { followPointer } from './follow-pointer.ts';
import { ghost } from './ghost.ts';
import { liveVerdict } from './live-verdict.ts';
import type { Booked } from './planning.ts';
import { type Hold, pull } from './pull.ts';
import type { Span } from './span.ts';

export interface BarOptions {
  readonly booked: Booked;
  /** The machine on whose track the bar is. */
  readonly idRessource: number;
  readonly span: Span;
  /** Seconds to which ends stick. */
  readonly step: number;
  /** Only the end may move: the slot has begun. */
  readonly onlyEnd: boolean;
  /** What the bar was pulled to. Until the promise is kept, it is shown there. */
  readonly drop: (wanted: Draft) => Promise<void>;
}

/**
 * Lets a bar be pulled: by its middle to another time or machine, by its ends to another length. While it is, its slot is shown where it
 * would be, and whether it fits there. A finger rests on the bar first, since one that moves at once scrolls.
 */
export function dragBar(desk: Desk, bar: HTMLElement, options: BarOptions): void {
  const { booked, idRessource, span, step, onlyEnd, drop } = options;
  const grip = (hold: Hold) => h('span', { class: `grip ${hold}`, 'data-hold': hold, 'aria-hidden': 'true' });
  if (!onlyEnd && booked.debut >= span.from) bar.append(grip('start'));
  if (booked.fin <= span.to) bar.append(grip('end'));
  bar.classList.add(onlyEnd ? 'stretchable' : 'movable');
  bar.title += `\n${onlyEnd ? 'Tirez sa fin' : 'Tirez-la, ou ses bords'}, ou ouvrez-la pour changer ses heures.`;

  // Once the finger has rested, its way is ours: the browser neither scrolls nor opens a menu.
  const keepFinger = (event: Event): void => {
    if (bar.matches('.pulled')) event.preventDefault();
  };
  bar.addEventListener('touchmove', keepFinger, { passive: false });
  bar.addEventListener('contextmenu', keepFinger);

  bar.addEventListener('pointerdown', (down) => {
    const hold = holdAt(down);
    if (down.button !== 0 || (onlyEnd && hold !== 'end')) return;
    const shown = new Map(booked.lignes.map((line) => [line.idRessource, ghost()]));
    const verdict = liveVerdict(desk, booked.id, (text, kind) => {
      for (const [machine, one] of shown) one.tell(machine === idRessource ? text : '', kind);
    });
    let wanted: Draft = booked;
    const clear = (): void => {
      bar.classList.remove('pulled');
      for (const one of shown.values()) one.remove();
    };
    followPointer(down, {
      move({ clientX, clientY }) {
        const held = trackOf(bar, idRessource);
        if (held === null) return; // What is shown was drawn anew meanwhile: nothing is held any more.
        bar.classList.add('pulled');
        const seconds = ((clientX - down.clientX) / held.clientWidth) * (span.to - span.from);
        const target = hold === 'whole' ? machineAt(bar, clientY) : undefined;
        wanted = { ...pull(booked, hold, seconds, { step, origin: span.from }), lignes: linesOn(target) };
        for (const [index, { idRessource: machine }] of wanted.lignes.entries()) {
          const track = trackOf(bar, machine);
          const before = booked.lignes[index]?.idRessource;
          if (track !== null && before !== undefined) shown.get(before)?.place(track, span, wanted.debut, wanted.fin);
        }
        verdict.ask(wanted);
      },
      drop() {
        verdict.stop();
        if (bar.isConnected) void drop(wanted).finally(clear);
        else clear();
      },
      leave() {
        verdict.stop();
        clear();
      },
    });
  });

  /** The reservation's lines, the one that is pulled on the target instead, unless another of them is there already. */
  function linesOn(target: number | undefined) {
    if (target === undefined || booked.lignes.some((line) => line.idRessource === target)) return booked.lignes;
    return booked.lignes.map((line) => (line.idRessource === idRessource ? { ...line, idRessource: target } : line));
  }
}

function holdAt({ target }: Event): Hold {
  const hold = target instanceof HTMLElement ? target.dataset.hold : undefined;
  return hold === 'start' || hold === 'end' ? hold : 'whole';
}

function trackOf(bar: HTMLElement, machine: number): HTMLElement | null {
  return bar.closest('.timeline')?.querySelector(`.track[data-machine="${machine}"]`) ?? null;
}

/** The machine on whose row the pointer is. */
function machineAt(bar: HTMLElement, y: number): number | undefined {
  const tracks = bar.closest('.timeline')?.querySelectorAll<HTMLElement>('.track') ?? [];
  const found = [...tracks].find((track) => {
    const { top, bottom } = track.getBoundingClientRect();
    return top <= y && y < bottom;
  });
  return found && Number(found.dataset.machine);
}
