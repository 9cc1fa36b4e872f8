import type { Story } from '../../../shared/messages/console.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { foreign } from './parts.ts';
import type { ViewContext } from './view.ts';

/** The photos as thumbnails, loaded when they come into sight; once they have left the bucket, their names only. */
export function photoStrip(
  { api, format, signal }: ViewContext,
  id: string,
): { readonly element: HTMLElement; show(story: Story): void } {
  const element = h('section', { class: 'card block' });
  const addresses: string[] = [];
  signal.addEventListener('abort', () => {
    for (const address of addresses) URL.revokeObjectURL(address);
  });
  let shown = '';

  const load = async (frame: HTMLElement, index: number): Promise<void> => {
    try {
      const answer = await api.open(`/interventions/${encodeURIComponent(id)}/photos/${index}`, { signal });
      const address = URL.createObjectURL(await answer.blob());
      addresses.push(address);
      frame.append(h('img', { alt: `Photo ${index}`, src: address }));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      frame.append(h('p', { class: 'hint' }, 'plus gardée'));
    }
  };
  const onSight = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        onSight.unobserve(target);
        void load(target, Number(target.dataset.index));
      }
    },
    { rootMargin: '300px' },
  );
  signal.addEventListener('abort', () => onSight.disconnect());

  return {
    element,
    show({ photoList, photosDeletedAt, refusedPhotos, duplicatePhotos, nameMismatch }) {
      const key = JSON.stringify([photoList, photosDeletedAt, refusedPhotos]);
      if (key === shown) return;
      shown = key;
      const figures = photoList.map(({ index, name, bytes, deliveredAt }) => {
        const frame = h('div', { class: 'photo', 'data-index': index });
        if (photosDeletedAt === null) onSight.observe(frame);
        return h(
          'figure',
          {},
          photosDeletedAt === null && frame,
          h(
            'figcaption',
            {},
            foreign(name),
            h('span', { class: 'hint' }, ` ${format.bytes(bytes)}${deliveredAt === null ? ', pas encore livrée' : ''}`),
          ),
        );
      });
      const gone =
        photosDeletedAt === null
          ? []
          : [h('p', { class: 'hint' }, `Livrées, puis effacées le ${format.instant(photosDeletedAt)}.`)];
      replaceChildren(
        element,
        h('h2', {}, `Photos (${format.number(photoList.length)})`),
        nameMismatch &&
          h(
            'p',
            { class: 'notice warning' },
            'Le portail n’a pas donné autant de noms que de photos : aucun nom n’a été deviné.',
          ),
        duplicatePhotos.length > 0 &&
          h(
            'p',
            { class: 'hint' },
            `Gardées une seule fois, car identiques à une autre : photos ${duplicatePhotos.join(', ')}.`,
          ),
        gone,
        photoList.length === 0 && h('p', { class: 'hint' }, 'Aucune pour l’instant.'),
        h('div', { class: photosDeletedAt === null ? 'photos' : 'photo-names' }, figures),
        refusedPhotos.map(({ index, reason }) =>
          h('p', { class: 'notice warning' }, `Photo ${index} refusée : `, foreign(reason)),
        ),
      );
    },
  };
}
