import type { Today } from '../../../shared/messages/console.ts';
import { tile } from './tile.ts';
import type { ViewContext } from './view.ts';

/** The five parts of the house at a glance. */
export function dayTiles(context: ViewContext, today: Today): HTMLElement[] {
  const { format } = context;
  const { day, interventions, photos, fleet, exports, rejected, reservations } = today;
  const of = (state: string) => ({ vue: 'interventions', jour: day, etat: state });
  return [
    tile(context, {
      title: 'Interventions du jour',
      figure: format.number(interventions.total),
      to: { vue: 'interventions', jour: day },
      parts: [
        { count: interventions.livre, one: 'livrée', many: 'livrées', tone: 'success', query: of('livre') },
        { count: interventions.en_cours, one: 'en cours', many: 'en cours', tone: 'accent', query: of('en_cours') },
        {
          count: interventions.en_attente,
          one: 'en attente',
          many: 'en attente',
          tone: 'warning',
          query: of('en_attente'),
        },
        { count: interventions.rejete, one: 'rejetée', many: 'rejetées', tone: 'danger', query: of('rejete') },
      ],
    }),
    tile(context, {
      title: 'Photos depuis minuit',
      figure: format.number(photos.photos),
      hint: format.bytes(photos.bytes),
      parts: [{ count: photos.refused, one: 'refusée', many: 'refusées', tone: 'warning' }],
    }),
    tile(context, {
      title: 'Messages rejetés',
      figure: `${format.number(rejected.waiting)}${rejected.more ? ' et plus' : ''}`,
      hint: rejected.waiting === 0 ? 'rien n’attend' : 'ils attendent quelqu’un',
      to: { vue: 'messages' },
    }),
    tile(context, {
      title: 'Fenêtres de flotte chargées',
      figure: format.number(fleet.loaded),
      hint: 'depuis minuit',
      to: { vue: 'flotte' },
      parts: [
        { count: fleet.underWay, one: 'en cours', many: 'en cours', tone: 'accent', query: { vue: 'flotte' } },
        { count: fleet.failed, one: 'en erreur', many: 'en erreur', tone: 'danger', query: { vue: 'flotte' } },
      ],
    }),
    tile(context, {
      title: 'Exports du jour',
      figure: format.number(exports.written),
      hint: exports.written > 1 ? 'écrits' : 'écrit',
      to: { vue: 'exports' },
      parts: [
        { count: exports.underWay, one: 'en cours', many: 'en cours', tone: 'accent', query: { vue: 'exports' } },
        { count: exports.missing, one: 'manque', many: 'manquent', tone: 'danger', query: { vue: 'exports' } },
      ],
    }),
    ...today.deliveries.map((delivery) => deliveryTile(context, delivery)),
    tile(context, {
      title: 'Réservations en ce moment',
      figure: format.number(reservations.current),
      hint: `${format.number(reservations.gpuUsed)} GPU sur ${format.number(reservations.gpuTotal)}, ${format.number(reservations.machines)} machines`,
      to: '/reservations/',
    }),
  ];
}

function deliveryTile(context: ViewContext, delivery: Today['deliveries'][number]): HTMLElement {
  const { format } = context;
  const { set, title, state, label, at, rows, rejects, reason } = delivery;
  const tones = { en_cours: 'accent', importee: 'success', refusee: 'danger', perimee: 'warning' } as const;
  return tile(context, {
    title: `Livraison : ${title.toLowerCase()}`,
    figure: format.number(rows),
    hint: `lignes, le ${format.instant(at)}${reason === null ? '' : ` : ${reason}`}`,
    ...(set === 'visites' ? { to: '/analytics/' } : {}),
    parts: [
      { one: label, tone: tones[state] },
      { count: rejects, one: 'ligne rejetée', many: 'lignes rejetées', tone: 'warning' },
    ],
  });
}
