import { formatPeriod } from '../../../shared/charts/french.ts';
import type { Choices } from '../../../shared/domain/visites/lists/choices.ts';
import type { Span } from './periods.ts';
import { filtersOf } from './request.ts';
import type { State } from './state.ts';

/** What is shown, in a sentence; a printed page has no other word of its filters. */
export function headlineOf(state: State, bounds: Partial<Span>, earlier: Span | undefined, choices: Choices): string {
  const { from, to } = bounds;
  const label = (codes: readonly { code: string; libelle: string }[], code: string | undefined) =>
    codes.find((one) => one.code === code)?.libelle ?? code;
  const name = (id: number | undefined) =>
    choices.utilisateurs.find(({ id_utilisateur }) => id_utilisateur === id)?.nom ?? id?.toString();
  const said: Readonly<Record<string, string | undefined>> = {
    head: state.head === undefined ? undefined : `équipe de ${name(state.head)}`,
    user: name(state.user),
    region: label(choices.regions, state.region),
    gamme: label(choices.gammes, state.gamme),
    category: label(choices.categories_evaluation, state.category),
    investmentType: label(choices.types_investissement, state.investmentType),
    withDeleted: state.withDeleted ? 'visites supprimées aussi' : undefined,
  };
  const parts = filtersOf[state.tab].flatMap((key) => said[key] ?? []);
  const compared = earlier && `comparé à la période ${wordsOf(earlier).toLowerCase()} (traits fins, ligne pointillée)`;
  return [wordsOf({ ...(from && { from }), ...(to && { to }) }), ...parts, ...(compared ? [compared] : [])].join(' · ');
}

function wordsOf({ from, to }: Partial<Span>): string {
  if (from !== undefined && from === to) return `Le ${formatPeriod(from)}`;
  if (from !== undefined && to !== undefined) return `Du ${formatPeriod(from)} au ${formatPeriod(to)}`;
  if (from !== undefined) return `Depuis le ${formatPeriod(from)}`;
  return to === undefined ? 'Toutes les dates' : `Jusqu’au ${formatPeriod(to)}`;
}
