import type { Dimension } from '../../../shared/domain/reservations/ressource.ts';
import { svg } from '../../../shared/pages/browser/element.ts';
import { loadBlocks } from './load.ts';
import type { Machine } from './planning.ts';
import type { Span } from './span.ts';
import type { Words } from './words.ts';

const names = { gpu: 'GPU', memoire: 'de mémoire' } as const;

/** How full a machine is over time, in one dimension: as high as its share, darker where nothing is left. */
export function loadStrip({ steps, capacity }: Machine, dimension: Dimension, span: Span, words: Words): SVGElement {
  const blocks = loadBlocks(steps, dimension, capacity, [span.from, span.to]);
  return svg(
    'svg',
    {
      class: `strip ${dimension}`,
      viewBox: `0 0 ${span.to - span.from} 1`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    blocks.map(({ from, to, used, share }) =>
      svg(
        'rect',
        { class: share === 1 && 'full', x: from - span.from, y: 1 - share, width: to - from, height: share },
        svg('title', {}, `${words.slot(from, to)} : ${used} ${names[dimension]} sur ${capacity[dimension]}`),
      ),
    ),
  );
}
