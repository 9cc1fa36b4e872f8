import type { Choices } from '../../../shared/domain/visites/lists/choices.ts';
import { roles } from '../../../shared/domain/visites/lists/code-labels.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { periods } from './periods.ts';
import { filtersOf } from './request.ts';
import { boundsOf, initialState, type State } from './state.ts';

type Change = (change: Partial<State>) => void;

/** The filters of the tab that is shown, as they are set. */
export function filterBar(state: State, choices: Choices, today: string, change: Change): HTMLElement {
  const own = filtersOf[state.tab];
  const shown: Readonly<Record<string, () => HTMLElement>> = {
    head: () => headSelect(state, choices, change),
    user: () => userSelect(state, choices, change),
    region: () => codeSelect('Région', 'Toutes', state.region, choices.regions, (region) => change({ region })),
    gamme: () => codeSelect('Gamme', 'Toutes', state.gamme, choices.gammes, (gamme) => change({ gamme })),
    category: () =>
      codeSelect('Catégorie', 'Toutes', state.category, choices.categories_evaluation, (category) =>
        change({ category }),
      ),
    investmentType: () =>
      codeSelect('Type', 'Tous', state.investmentType, choices.types_investissement, (investmentType) =>
        change({ investmentType }),
      ),
  };
  const isFiltered = own.some((key) => state[key] !== initialState[key]) || state.period !== initialState.period;
  return h(
    'form',
    { class: 'filters card no-print', 'aria-label': 'Filtres', onsubmit: (event: Event) => event.preventDefault() },
    h('div', { class: 'filter-row' }, periodChoices(state, change), dateFields(state, today, change)),
    h(
      'div',
      { class: 'filter-row' },
      own.flatMap((key) => shown[key]?.() ?? []),
      h(
        'div',
        { class: 'switches' },
        checkbox('Comparer à la période d’avant', state.compares, state.period === 'tout', (compares) =>
          change({ compares }),
        ),
        own.includes('withDeleted') &&
          checkbox('Visites supprimées aussi', state.withDeleted, false, (withDeleted) => change({ withDeleted })),
      ),
      isFiltered &&
        h(
          'button',
          { type: 'button', class: 'button quiet small', onclick: () => change({ ...initialState, tab: state.tab }) },
          'Tout effacer',
        ),
    ),
  );
}

function periodChoices(state: State, change: Change): HTMLElement {
  const buttons = Object.entries(periods).map(([period, label]) =>
    h(
      'button',
      {
        type: 'button',
        id: `periode-${period}`,
        'aria-pressed': String(state.period === period),
        onclick: () => change({ period: period as keyof typeof periods, from: undefined, to: undefined }),
      },
      label,
    ),
  );
  return h('div', { class: 'choices', role: 'group', 'aria-label': 'Période' }, buttons);
}

function dateFields(state: State, today: string, change: Change): HTMLElement {
  const { from, to } = boundsOf(state, today);
  const field = (
    label: string,
    id: string,
    value: string | undefined,
    set: (day: string | undefined) => Partial<State>,
  ) =>
    h(
      'label',
      { class: 'date', for: id },
      label,
      h('input', {
        type: 'date',
        id,
        value: value ?? '',
        max: '9999-12-31',
        onchange: ({ target }: Event) => {
          if (!(target instanceof HTMLInputElement) || !target.validity.valid) return;
          change({ period: 'libre', from, to, ...set(target.value === '' ? undefined : target.value) });
        },
      }),
    );
  return h(
    'div',
    { class: 'dates' },
    field('du', 'filtre-du', from, (day) => ({
      from: day,
      ...(to !== undefined && day !== undefined && day > to ? { to: day } : {}),
    })),
    field('au', 'filtre-au', to, (day) => ({
      to: day,
      ...(from !== undefined && day !== undefined && day < from ? { from: day } : {}),
    })),
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function select(
  label: string,
  all: string,
  value: string | undefined,
  options: readonly Option[],
  set: (value: string | undefined) => void,
): HTMLElement {
  const id = `filtre-${label.toLowerCase().normalize('NFD').replaceAll(/\W/g, '')}`;
  const known = value === undefined || options.some((option) => option.value === value);
  const made = [
    { value: '', label: all },
    ...options,
    ...(known || value === undefined ? [] : [{ value, label: value }]),
  ];
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    h(
      'select',
      { id, onchange: ({ target }: Event) => target instanceof HTMLSelectElement && set(target.value || undefined) },
      made.map((option) =>
        h('option', { value: option.value, selected: option.value === (value ?? '') }, option.label),
      ),
    ),
  );
}

function codeSelect(
  label: string,
  all: string,
  value: string | undefined,
  codes: readonly { readonly code: string; readonly libelle: string }[],
  set: (value: string | undefined) => void,
): HTMLElement {
  return select(
    label,
    all,
    value,
    codes.map(({ code, libelle }) => ({ value: code, label: libelle })),
    set,
  );
}

type User = Choices['utilisateurs'][number];

function headSelect({ head }: State, { utilisateurs }: Choices, change: Change): HTMLElement {
  const options = treeOf(utilisateurs)
    .filter(({ hasTeam }) => hasTeam)
    .map(({ user, depth }) => ({
      value: String(user.id_utilisateur),
      label: `${'\u2003'.repeat(depth)}${user.nom}${roleOf(user)}`,
    }));
  return select('Équipe de', 'Tout le monde', head?.toString(), options, (value) =>
    change({ head: value === undefined ? undefined : Number(value), user: undefined }),
  );
}

function userSelect({ head, user }: State, { utilisateurs }: Choices, change: Change): HTMLElement {
  const tree = treeOf(utilisateurs);
  const start = tree.findIndex((one) => one.user.id_utilisateur === head);
  const after = tree.findIndex(({ depth }, i) => i > start && depth <= (tree[start]?.depth ?? -1));
  const team = start < 0 ? tree : tree.slice(start, after < 0 ? undefined : after);
  const options = team
    .map((one) => ({ value: String(one.user.id_utilisateur), label: one.user.nom }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));
  return select('Utilisateur', 'Tous', user?.toString(), options, (value) =>
    change({ user: value === undefined ? undefined : Number(value) }),
  );
}

function roleOf({ role }: User): string {
  return role === null ? '' : ` · ${roles[role as keyof typeof roles] ?? role}`;
}

/** The users, each under his responsable; nobody is lost or comes twice, whatever circles there are. */
export function treeOf(users: readonly User[]): readonly { user: User; depth: number; hasTeam: boolean }[] {
  const known = new Set(users.map(({ id_utilisateur }) => id_utilisateur));
  const teams = Map.groupBy(users, ({ id_utilisateur, id_responsable }) =>
    id_responsable !== null && id_responsable !== id_utilisateur && known.has(id_responsable) ? id_responsable : null,
  );
  const placed = new Set<number>();
  const tree: { user: User; depth: number; hasTeam: boolean }[] = [];
  const place = (user: User, depth: number): void => {
    if (placed.has(user.id_utilisateur)) return;
    placed.add(user.id_utilisateur);
    const team = teams.get(user.id_utilisateur) ?? [];
    tree.push({ user, depth, hasTeam: team.length > 0 });
    for (const one of team) place(one, depth + 1);
  };
  for (const user of teams.get(null) ?? []) place(user, 0);
  for (const user of users) place(user, 0);
  return tree;
}

function checkbox(label: string, checked: boolean, disabled: boolean, set: (checked: boolean) => void): HTMLElement {
  return h(
    'label',
    { class: 'switch' },
    h('input', {
      type: 'checkbox',
      id: `filtre-${label.slice(0, 8).toLowerCase().replaceAll(/\W/g, '')}`,
      checked: checked && !disabled,
      disabled,
      onchange: ({ target }: Event) => target instanceof HTMLInputElement && set(target.checked),
    }),
    label,
  );
}
