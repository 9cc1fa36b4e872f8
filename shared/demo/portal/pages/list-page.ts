import { formatDay } from '../../../domain/day.ts';
import type { DemoIntervention } from '../../data/demo-intervention.ts';
import { type Html, html } from '../../http/html.ts';
import type { Session } from '../../http/sessions.ts';
import { exportColumns } from '../export-table.ts';
import { type Filters, formatInstant } from '../filters.ts';
import { drawFilterForm } from './filter-form.ts';
import { layPage } from './layout.ts';

const pageSize = 10;

function drawRow(intervention: DemoIntervention): Html {
  const { identifiant, reference, client, day, time, closedAt, departement, technicians, activity, status, photos } =
    intervention;
  return html`<tr class="intervention" data-identifiant="${identifiant}" tabindex="0">
<td data-colonne="reference" data-titre="Référence">${reference}</td>
<td data-colonne="client" data-titre="Client">${client}</td>
<td data-colonne="rendez_vous" data-titre="Rendez-vous">${formatDay(day)} ${time}</td>
<td data-colonne="cloture" data-titre="Clôture">${closedAt && formatInstant(closedAt)}</td>
<td data-colonne="departement" data-titre="Département">${departement}</td>
<td data-colonne="techniciens" data-titre="Techniciens">${technicians.join(' / ')}</td>
<td data-colonne="activite" data-titre="Activité">${activity}</td>
<td data-colonne="statut" data-titre="Statut"><span class="statut" data-statut="${status}">${status}</span></td>
<td data-colonne="nb_photos" data-titre="Photos">${photos.length}</td>
</tr>`;
}

function drawExportDialog(): Html {
  return html`<dialog id="export"><form method="get" action="/interventions/export">
<h2>Exporter la liste</h2>
<fieldset><legend>Colonnes</legend>${exportColumns.map(
    ({ key, header, isTicked }) =>
      html`<label class="case"><input type="checkbox" name="colonnes" value="${key}"${isTicked && html` checked`}> ${header}</label>`,
  )}</fieldset>
<label>Encodage<select name="encodage"><option value="windows-1252" selected>windows-1252 (Excel)</option><option value="utf-8">UTF-8</option></select></label>
<div class="actions"><button id="confirmer-export" class="principal">Exporter</button>
<button id="annuler-export" type="button">Annuler</button></div>
</form></dialog>`;
}

function drawPages(page: number, pageCount: number): Html {
  return html`<nav class="pages" aria-label="Pages">
${page > 1 && html`<a class="page-precedente" href="/interventions?page=${page - 1}">‹ Précédente</a>`}
<span>Page ${page} sur ${pageCount}</span>
${page < pageCount && html`<a class="page-suivante" href="/interventions?page=${page + 1}">Suivante ›</a>`}
</nav>`;
}

function drawTable(rows: readonly DemoIntervention[], page: number, pageCount: number): Html {
  return html`<table id="liste"><thead><tr><th>Référence</th><th>Client</th><th>Date du rendez-vous</th><th>Date de clôture</th>
<th>Dépt</th><th>Techniciens</th><th>Activité</th><th>Statut</th><th>Photos</th></tr></thead>
<tbody>${rows.map(drawRow)}</tbody></table>${drawPages(page, pageCount)}`;
}

/** One page of the list: filters, total, ten rows, export. A page beyond the last shows the last. */
export function drawListPage(
  found: readonly DemoIntervention[],
  filters: Filters,
  session: Session,
  wantedPage: number,
): Html {
  const pageCount = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(Math.max(1, wantedPage), pageCount);
  const total = `${found.length.toLocaleString('fr-FR')} ${found.length > 1 ? 'interventions' : 'intervention'}`;
  return layPage(
    'Interventions',
    session,
    html`<h1>Interventions</h1>
${drawFilterForm(filters, session)}
<section class="carte"><div class="entete"><h2 id="total-interventions">${total}</h2><button id="ouvrir-export" type="button">Exporter…</button></div>
${
  found.length === 0
    ? html`<p id="aucune-intervention">Aucune intervention ne correspond</p>`
    : drawTable(found.slice((page - 1) * pageSize, page * pageSize), page, pageCount)
}
</section>${drawExportDialog()}`,
  );
}
