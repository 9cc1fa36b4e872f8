const reachPixels = { mouse: 4, finger: 10 } as const;
const restMilliseconds = 400;

export interface Follower {
  /** A mouse or a pen has gone some way, or a finger has rested, and now it is there. */
  readonly move: (at: PointerEvent) => void;
  /** It was let go there, after it had moved. */
  readonly drop: (at: PointerEvent) => void;
  /** It ended otherwise: by Escape, as a mere press, or because the browser took the finger to scroll. */
  readonly leave: () => void;
}

/** The click that follows at the end of a drag, if any does, is no press of its own. */
function swallowClick(): void {
  const stop = (click: Event): void => click.stopPropagation();
  addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', stop, { capture: true }));
}

/** Follows a pointer from its press to where it is let go. A finger that moves at once scrolls: it drags once it has rested. */
export function followPointer(down: PointerEvent, { move, drop, leave }: Follower): void {
  const isFinger = down.pointerType === 'touch';
  const reach = isFinger ? reachPixels.finger : reachPixels.mouse;
  const over = new AbortController();
  const { signal } = over;
  let isDragged = false;
  const begin = (): void => {
    isDragged = true;
    move(down);
  };
  const rest = isFinger ? setTimeout(begin, restMilliseconds) : undefined;
  const stop = (): void => {
    clearTimeout(rest);
    over.abort();
  };
  const giveUp = (): void => {
    stop();
    leave();
  };
  addEventListener(
    'pointermove',
    (at) => {
      if (at.pointerId !== down.pointerId) return;
      const isFar = Math.hypot(at.clientX - down.clientX, at.clientY - down.clientY) > reach;
      if (!isDragged && !isFar) return;
      if (!isDragged && isFinger) return giveUp();
      isDragged = true;
      move(at);
    },
    { signal },
  );
  addEventListener(
    'pointerup',
    (at) => {
      if (at.pointerId !== down.pointerId) return;
      if (!isDragged) return giveUp();
      stop();
      swallowClick();
      drop(at);
    },
    { signal },
  );
  addEventListener('pointercancel', giveUp, { signal });
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Escape') return;
      giveUp();
      addEventListener('pointerup', swallowClick, { once: true });
    },
    { signal },
  );
}
