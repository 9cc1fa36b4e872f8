import type { Day } from '../../../shared/domain/day.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { placeOn } from './place-on.ts';
import { type Span, shareOf, ticksOf } from './span.ts';
import type { Words } from './words.ts';

/** The days over the rows, and their hours; a press on a day shows it alone. */
export function axis(
  span: Span,
  today: Day,
  { words, zone, goToDay }: { words: Words; zone: string; goToDay: (day: Day) => void },
): HTMLElement {
  const isOne = span.days.length === 1;
  return h(
    'div',
    { class: 'axis' },
    h(
      'div',
      { class: 'axis-track' },
      !isOne &&
        span.days.map(({ day, from, to }) =>
          placeOn(
            h(
              'button',
              {
                type: 'button',
                class: 'axis-day',
                'aria-current': day === today && 'date',
                'data-key': `jour-${day}`,
                onclick: () => goToDay(day),
              },
              words.day(day),
            ),
            span,
            from,
            to,
          ),
        ),
      span.days.flatMap((one) =>
        ticksOf(one, isOne ? 2 : 6, zone)
          .filter(({ hour }) => isOne || hour > 0)
          .map(({ at, hour }) => {
            const label = h('span', { class: 'axis-hour', 'data-hour': hour }, isOne ? `${hour} h` : String(hour));
            label.style.setProperty('--from', `${shareOf(at, span)}%`);
            return label;
          }),
      ),
    ),
  );
}
