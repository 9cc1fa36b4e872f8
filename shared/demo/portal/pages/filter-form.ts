import { formatDay } from '../../../domain/day.ts';
import { activities, statuses } from '../../data/words.ts';
import { type Html, html } from '../../http/html.ts';
import type { Session } from '../../http/sessions.ts';
import { dayOperators, describeFilters, type Filters, formatInstant } from '../filters.ts';

function drawOptions(options: readonly (readonly [value: string, label: string])[], chosen: string): Html {
  return html`${options.map(
    ([value, label]) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
  )}`;
}

/** The list's filters, filled with those in force. */
export function drawFilterForm(filters: Filters, session: Session): Html {
  const operators = drawOptions(
    dayOperators.map((operator) => [operator, operator] as const),
    filters.day?.operator ?? '=',
  );
  const statusOptions = drawOptions(
    [['ouvertes', 'Ouvertes seulement'], ['toutes', 'Toutes'], ...statuses.map(({ label }) => [label, label] as const)],
    filters.status,
  );
  const activityOptions = drawOptions(
    [['toutes', 'Toutes'], ...activities.map((label) => [label, label] as const)],
    filters.activity,
  );
  const end = filters.day?.end ?? null;
  return html`<form id="filtres" class="carte" method="post" action="/interventions/filtres">
<input type="hidden" name="jeton_formulaire" value="${session.formToken}">
<div class="champs">
<label class="champ-date">Date du rendez-vous
<span class="duo"><select name="rdv_operateur" aria-label="Comparaison">${operators}</select>
<input name="rdv_date" data-calendrier placeholder="jj/mm/aaaa" autocomplete="off" value="${filters.day && formatDay(filters.day.value)}"></span></label>
<label class="champ-date">et le (si « entre »)
<input name="rdv_date_fin" data-calendrier placeholder="jj/mm/aaaa" autocomplete="off" value="${end && formatDay(end)}"></label>
<label>Date de clôture
<span class="duo"><select name="cloture_operateur" aria-label="Comparaison">${drawOptions(
    [
      ['<', '<'],
      ['>', '>'],
    ],
    filters.closedAt?.operator ?? '<',
  )}</select>
<input name="cloture_date" placeholder="jj/mm/aaaa hh:mm:ss" autocomplete="off" value="${filters.closedAt && formatInstant(filters.closedAt.value)}"></span></label>
<label>Référence<input name="reference" autocomplete="off" value="${filters.reference}"></label>
<label>Statut<select name="statut">${statusOptions}</select></label>
<label>Activité<select name="activite">${activityOptions}</select></label>
</div>
<div class="actions">
<button id="valider-filtres" class="principal" name="action" value="valider">Valider</button>
<button id="reinitialiser-filtres" name="action" value="reinitialiser">Réinitialiser les filtres</button>
</div>
<ul id="filtres-actifs">${describeFilters(filters).map(([name, sentence]) => html`<li data-filtre="${name}">${sentence}</li>`)}</ul>
</form>`;
}
