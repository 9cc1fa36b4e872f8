import type { DemoIntervention, DemoPhoto } from '../../data/demo-intervention.ts';
import { type Html, html } from '../../http/html.ts';
import { avatarUri } from './layout.ts';

const placeholderUri = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==';
const shownAtFirst = 5;

/** Reads the bytes of the photos that are put into the page itself. */
export type ReadPhoto = (photo: DemoPhoto) => Promise<Buffer>;

/** The address of a photo's original. */
export function photoPath(identifiant: string, photo: DemoPhoto): string {
  return `/photos/${identifiant}/${photo.index}/${encodeURIComponent(photo.name ?? 'photo')}`;
}

async function drawPhoto(identifiant: string, photo: DemoPhoto, readPhoto: ReadPhoto): Promise<Html> {
  const caption = photo.name !== null && html`<figcaption>${photo.name}</figcaption>`;
  if (photo.form === 'integree') {
    const uri = `data:${photo.mime};base64,${(await readPhoto(photo)).toString('base64')}`;
    return html`<figure class="photo integree"><img src="${uri}" alt="">${caption}</figure>`;
  }
  if (photo.form === 'liee') {
    return html`<figure class="photo liee"><img src="${photoPath(identifiant, photo)}" alt="">${caption}</figure>`;
  }
  if (photo.form === 'paresseuse') {
    return html`<figure class="photo paresseuse"><a href="${photoPath(identifiant, photo)}"><img src="${placeholderUri}" data-src="/vignettes/${identifiant}/${photo.index}" alt=""></a>${caption}</figure>`;
  }
  return html`<p class="photo piece"><a href="/pieces/${identifiant}/photo-${photo.index}">${photo.name ?? 'Télécharger'}</a></p>`;
}

/** The photos of a record in their order: the first five, or all. */
export async function drawPhotos(
  intervention: DemoIntervention,
  isComplete: boolean,
  readPhoto: ReadPhoto,
): Promise<Html> {
  const { identifiant, photos, otherFiles } = intervention;
  const shown = isComplete ? photos : photos.slice(0, shownAtFirst);
  const drawn: Html[] = [];
  for (const photo of shown) drawn.push(await drawPhoto(identifiant, photo, readPhoto));
  return html`<div class="galerie">${drawn}</div>
${otherFiles.map((name, rank) => html`<p class="document"><a href="/pieces/${identifiant}/document-${rank + 1}">${name}</a></p>`)}
${
  shown.length < photos.length &&
  html`<a id="afficher-tout" class="bouton" href="/interventions/${identifiant}?onglet=photos&amp;photos=toutes" data-fragment="/interventions/${identifiant}/photos">${shown.length} photos sur ${photos.length}, afficher tout</a>`
}`;
}

/** The content of the photos tab. */
export async function drawPhotoPane(
  intervention: DemoIntervention,
  isComplete: boolean,
  readPhoto: ReadPhoto,
): Promise<Html> {
  const { photos, technicians } = intervention;
  const count = photos.length === 0 ? 'Aucune photo' : `${photos.length} ${photos.length > 1 ? 'photos' : 'photo'}`;
  return html`<div class="entete"><p class="auteur"><img class="avatar" src="${avatarUri}" alt="" width="24" height="24"> Déposées par ${technicians[0]}</p>
<strong id="compteur-photos">${count}</strong><img class="filigrane" src="/statique/logo.svg" alt="" width="28" height="28"></div>
<div id="galerie">${await drawPhotos(intervention, isComplete, readPhoto)}</div>`;
}
