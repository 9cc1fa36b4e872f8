import { type Mark, mark } from './mark.ts';
import { paintOf } from './palette.ts';
import { text, textWidth } from './text.ts';

const lineHeight = 22;

/** Names of series with their colours, in as many lines as they need. */
export function legend(
  names: readonly string[],
  width: number,
): { readonly height: number; readonly marks: readonly Mark[] } {
  let x = 0;
  let y = 0;
  const marks = names.flatMap((name, place) => {
    const needed = 18 + textWidth(name) + 16;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += lineHeight;
    }
    const paint = paintOf(place);
    const made = [
      mark('rect', { x, y: y + 4, width: 11, height: 11, rx: 3, fill: paint.color, class: paint.class }),
      text(name, x + 17, y + 14),
    ];
    x += needed;
    return made;
  });
  return { height: y + lineHeight + 8, marks };
}
