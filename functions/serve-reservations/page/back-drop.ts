import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { svg } from '../../../shared/pages/browser/element.ts';
import { type Span, ticksOf } from './span.ts';

/** What lies behind a machine's bars: hours, days, weekends, what is past, and now. */
export function backDrop(span: Span, now: Instant, zone: string): SVGElement {
  const x = (at: Instant): number => at - span.from;
  const line = (at: Instant): string => `M${x(at)} 0V1`;
  const every = span.days.length === 1 ? 1 : 6;
  const past = Math.min(Math.max(now, span.from), span.to);
  return svg(
    'svg',
    {
      class: 'back-drop',
      viewBox: `0 0 ${span.to - span.from} 1`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    span.days
      .filter(({ day }) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()))
      .map(({ from, to }) => svg('rect', { class: 'weekend', x: x(from), y: 0, width: to - from, height: 1 })),
    svg('rect', { class: 'past', x: 0, y: 0, width: x(past), height: 1 }),
    svg('path', {
      class: 'hours',
      d: span.days.flatMap((one) => ticksOf(one, every, zone).map(({ at }) => line(at))).join(''),
    }),
    svg('path', {
      class: 'days',
      d: span.days
        .slice(1)
        .map(({ from }) => line(from))
        .join(''),
    }),
    past === now && svg('path', { class: 'now', d: line(now) }),
  );
}
