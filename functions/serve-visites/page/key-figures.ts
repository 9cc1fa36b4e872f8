import * as z from 'zod';
import type { Chart, ValueFormat } from '../../../shared/charts/chart.ts';
import { formatValue } from '../../../shared/charts/french.ts';
import { chartOfList, noNames } from '../../../shared/charts/list-chart.ts';
import type { ListPage } from '../../../shared/domain/visites/lists/list.ts';
import { findList } from '../../../shared/domain/visites/lists/lists.ts';
import { readList } from '../../../shared/domain/visites/lists/read-list.ts';
import { h } from '../../../shared/pages/browser/element.ts';

interface Figure {
  readonly label: string;
  readonly value: number | null;
  readonly format?: ValueFormat;
  readonly hint?: string;
}

/** The few numbers that say a page's answer at a glance. */
export function figuresOf(page: ListPage, answer: unknown): readonly Figure[] {
  const pointsOf = (name: string): Chart['points'] => {
    const list = findList(page, name);
    if (list === undefined) throw new Error(`no list ${page}/${name}`);
    return chartOfList({ ...list, isAdditive: false }, readList(answer, list), noNames).points;
  };
  const values = (name: string) => pointsOf(name).map(({ value }) => value ?? 0);
  return figures[page]({
    values,
    sum: (name) => values(name).reduce((total, value) => total + value, 0),
    named: (name) => pointsOf(name).filter(({ value, isUnknown }) => (value ?? 0) > 0 && !isUnknown).length,
    answer,
  });
}

interface Counted {
  /** The values of a list. */
  values(name: string): readonly number[];
  sum(name: string): number;
  /** How many items of a list have a name and something. */
  named(name: string): number;
  readonly answer: unknown;
}

const figures: Readonly<Record<ListPage, (counted: Counted) => readonly Figure[]>> = {
  data: ({ values, sum }) => [
    { label: 'Visites', value: sum('compteurs'), hint: 'une par partenaire vu' },
    { label: 'Planifiées', value: values('compteurs')[0] ?? 0 },
    { label: 'Non planifiées', value: values('compteurs')[1] ?? 0 },
    { label: 'Part planifiée', value: share(values('compteurs')[0] ?? 0, sum('compteurs')), format: 'percent' },
  ],
  performance: ({ values, sum }) => {
    const days = values('nombre_compte_visite_par_jour');
    const worked = days.filter((visits) => visits > 0).length;
    return [
      { label: 'Visites', value: sum('nombre_compte_visite_par_jour') },
      { label: 'Jours avec visites', value: worked },
      {
        label: 'Par jour avec visites',
        value: worked === 0 ? null : sum('nombre_compte_visite_par_jour') / worked,
        format: 'decimal',
      },
      { label: 'Meilleur jour', value: days.length === 0 ? null : days.reduce((a, b) => Math.max(a, b)) },
    ];
  },
  partenaire: ({ sum, named, answer }) => [
    { label: 'Partenaires vus', value: sum('Nombre_de_comptes_par_potentiel') },
    {
      label: 'Visites par partenaire',
      value: z.object({ Nombre_de_visites_moyen: z.number() }).parse(answer).Nombre_de_visites_moyen,
      format: 'decimal',
    },
    { label: 'Régions avec partenaires', value: named('region_partenaire') },
  ],
  users: ({ sum, named }) => [
    { label: 'Utilisateurs actifs', value: sum('nombre_utilisateur_par_role'), hint: 'avec une visite au moins' },
    { label: 'Visites', value: sum('pourcentage_visites_par_responsable') },
    { label: 'Responsables', value: named('pourcentage_visites_par_responsable') },
  ],
  evaluation: ({ sum, named }) => [
    { label: 'Évaluations', value: sum('pourcentage_evaluations_role') },
    { label: 'Utilisateurs évalués', value: named('moyenne_points_utilisateurs') },
    { label: 'Catégories', value: named('categories') },
  ],
  invest: ({ sum, named }) => [
    { label: 'Budget (MAD)', value: sum('budget_par_statut'), format: 'money' },
    { label: 'Régions servies', value: named('budget_par_region') },
    { label: 'Gammes servies', value: named('budget_par_gamme') },
  ],
};

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

/** The figures in a row, each with its change since the period before where there is one. */
export function figuresRow(now: readonly Figure[], before: readonly Figure[] | undefined): HTMLElement {
  return h(
    'dl',
    { class: 'figures' },
    now.map(({ label, value, format = 'integer', hint }, i) =>
      h(
        'div',
        { class: 'figure card' },
        h('dt', {}, label, hint !== undefined && h('span', { class: 'hint' }, ` · ${hint}`)),
        h(
          'dd',
          { class: 'number' },
          formatValue(value, format),
          before && changeOf(value, before[i]?.value ?? null, format),
        ),
      ),
    ),
  );
}

function changeOf(now: number | null, before: number | null, format: ValueFormat): HTMLElement | undefined {
  if (now === null || before === null) return undefined;
  const isShare = format === 'percent';
  const change = isShare ? now - before : before === 0 ? null : ((now - before) / before) * 100;
  if (change === null)
    return h('span', { class: 'change', title: `${formatValue(before, format)} avant` }, 'rien avant');
  const rounded = Math.round(change * 10) / 10;
  const sign = rounded > 0 ? '+' : '';
  const text = isShare ? `${sign}${formatValue(rounded, 'decimal')} pt` : sign + formatValue(rounded, 'percent');
  const kind = rounded === 0 ? 'same' : rounded > 0 ? 'up' : 'down';
  return h('span', { class: `change ${kind}`, title: `${formatValue(before, format)} avant` }, text);
}
