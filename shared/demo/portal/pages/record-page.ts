import { formatDay } from '../../../domain/day.ts';
import type { DemoIntervention } from '../../data/demo-intervention.ts';
import { type Fragment, type Html, html } from '../../http/html.ts';
import type { Session } from '../../http/sessions.ts';
import { formatInstant } from '../filters.ts';
import { layPage } from './layout.ts';
import { drawPhotoPane, type ReadPhoto } from './photo-gallery.ts';

const tabs = [
  ['informations', 'Informations'],
  ['photos', 'Photos'],
  ['historique', 'Historique'],
] as const;

function drawBlock(caption: string, value: Fragment): Html {
  return html`<div class="bloc"><b>${caption} : </b>${value}</div>`;
}

/** The block is left out, or says that there is none: both happen. */
function drawPto({ pto, identifiant }: DemoIntervention): Fragment {
  if (pto !== null) return drawBlock('PTO', pto);
  return Number(identifiant) % 2 === 0 && drawBlock('PTO', 'Non renseigné');
}

function drawInformation(intervention: DemoIntervention): Html {
  const { reference, client, day, time, closedAt, departement, address, jeton, technicians, activity, status } =
    intervention;
  return html`<div class="blocs">
${drawBlock('Référence', reference)}
${drawBlock('Client', client)}
${drawBlock('Date du rendez-vous', `${formatDay(day)} ${time}`)}
${drawBlock('Date de clôture', closedAt === null ? '—' : formatInstant(closedAt))}
${drawBlock('Adresse', address)}
${drawBlock('Département', departement)}
${drawBlock('Jeton', jeton)}
${drawBlock(
  'Techniciens',
  technicians.map((name) => html`<span class="technicien">${name}</span> `),
)}
${drawPto(intervention)}
${drawBlock('PTO précédente', '—')}
${drawBlock('Activité', activity)}
${drawBlock('Statut', html`<span class="statut" data-statut="${status}">${status}</span>`)}
</div>`;
}

/** The record's page with its three tabs; the history is fetched by the page's script. */
export async function drawRecordPage(
  intervention: DemoIntervention,
  session: Session,
  query: URLSearchParams,
  readPhoto: ReadPhoto,
): Promise<Html> {
  const { identifiant, reference, client } = intervention;
  const open = tabs.find(([id]) => id === query.get('onglet'))?.[0] ?? 'informations';
  const hidden = (id: string): Fragment => id !== open && html` hidden`;
  return layPage(
    reference,
    session,
    html`<p class="fil"><a href="/interventions">Interventions</a> › ${reference}</p>
<h1>${reference} <small>${client}</small></h1>
<div class="onglets" role="tablist">${tabs.map(
      ([id, label]) =>
        html`<button id="onglet-${id}" role="tab" type="button" data-onglet="${id}" aria-selected="${String(id === open)}">${label}</button>`,
    )}</div>
<section id="informations" class="carte volet"${hidden('informations')}>${drawInformation(intervention)}</section>
<section id="photos" class="carte volet"${hidden('photos')}>${await drawPhotoPane(intervention, query.get('photos') === 'toutes', readPhoto)}</section>
<section id="historique" class="carte volet" data-fragment="/interventions/${identifiant}/historique"${hidden('historique')}><p class="chargement">Chargement…</p></section>`,
  );
}

/** The history that the page's script fetches. */
export function drawHistory({ day, time, technicians, photos, closedAt }: DemoIntervention): Html {
  const events: readonly (readonly [string, string])[] = [
    ...(closedAt === null ? [] : [[formatInstant(closedAt), 'Clôture du dossier administratif'] as const]),
    [`${formatDay(day)} ${time}`, `Rendez-vous, ${technicians.join(' et ')}`],
    [`${formatDay(day)} ${time}`, `${photos.length} photos reçues`],
  ];
  return html`<ol id="evenements">${events.map(([when, what]) => html`<li><time>${when}</time> ${what}</li>`)}</ol>`;
}

/** The page for a record that is not there, or another trouble. */
export function drawTrouble(id: string, title: string, text: string, session?: Session): Html {
  return layPage(
    title,
    session,
    html`<section id="${id}" class="carte etroite"><h1>${title}</h1><p>${text}</p></section>`,
  );
}
