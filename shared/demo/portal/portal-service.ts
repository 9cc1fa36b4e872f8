import type { PhotoStudio } from '../data/photos/photo-studio.ts';
import { answerFile, answerPage, answerRedirect } from '../http/answer.ts';
import type { Credentials } from '../http/login-guard.ts';
import { RequestError, readForm } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import { createSessions, isFormToken } from '../http/sessions.ts';
import type { DemoService } from '../http/start-server.ts';
import { serveFiles } from '../http/static-files.ts';
import { createAccess } from './access.ts';
import { answerAttachment } from './answer-attachment.ts';
import { answerExport } from './answer-export.ts';
import { defaultFilters, type Filters, readFilters } from './filters.ts';
import { drawListPage } from './pages/list-page.ts';
import { drawPhotos } from './pages/photo-gallery.ts';
import { drawHistory, drawRecordPage, drawTrouble } from './pages/record-page.ts';
import type { Records } from './records.ts';

export interface PortalOptions {
  readonly records: Records;
  readonly studio: PhotoStudio;
  readonly credentials: Credentials;
  /** The session's cookie changes after so many pages. */
  readonly renewSessionEvery: number;
  /** How long the cookie's old value still works. */
  readonly sessionGraceMilliseconds: number;
}

const assets = new URL('./assets/', import.meta.url);
/** The portal "Fibre Ouest – Suivi des interventions". */
export function createPortalService(options: PortalOptions): DemoService {
  const { records, studio, credentials, renewSessionEvery, sessionGraceMilliseconds } = options;
  const sessions = createSessions({
    cookieName: 'FOSESSION',
    renewEvery: renewSessionEvery,
    graceMilliseconds: sessionGraceMilliseconds,
  });
  const { answerLoginForm, logIn, behindLogin, page } = createAccess(sessions, credentials);
  const filtersOf = new Map<string, Filters>();

  const filtersFor = (user: string): Filters => filtersOf.get(user) ?? defaultFilters;

  const routes: readonly Route[] = [
    ...serveFiles(assets, ['portail.css', 'portail.js', 'logo.svg']),
    { method: 'GET', path: '/', answer: () => answerRedirect('/interventions') },
    { method: 'GET', path: '/connexion', answer: (request) => answerLoginForm(request) },
    { method: 'POST', path: '/connexion', answer: logIn },
    behindLogin('POST', '/deconnexion', (request) => {
      sessions.forget(request);
      return answerRedirect('/connexion');
    }),
    page('/interventions', (request, session) => {
      const filters = filtersFor(session.user);
      const wantedPage = Number.parseInt(request.url.searchParams.get('page') ?? '1', 10) || 1;
      return answerPage(drawListPage(records.list(filters), filters, session, wantedPage));
    }),
    behindLogin('POST', '/interventions/filtres', async (request, session) => {
      const form = await readForm(request);
      if (!isFormToken(session, form.get('jeton_formulaire'))) throw new RequestError(400, 'formulaire expiré');
      filtersOf.set(session.user, form.get('action') === 'reinitialiser' ? defaultFilters : readFilters(form));
      return answerRedirect('/interventions');
    }),
    behindLogin('GET', '/interventions/export', (request, { user }) =>
      answerExport(request, records.list(filtersFor(user))),
    ),
    page('/interventions/:identifiant', async ({ parameters, url }, session) => {
      const record = records.find(parameters.identifiant ?? '');
      return answerPage(await drawRecordPage(record, session, url.searchParams, studio.read));
    }),
    behindLogin('GET', '/interventions/:identifiant/photos', async ({ parameters }) =>
      answerPage(await drawPhotos(records.find(parameters.identifiant ?? ''), true, studio.read)),
    ),
    behindLogin('GET', '/interventions/:identifiant/historique', ({ parameters }) =>
      answerPage(drawHistory(records.find(parameters.identifiant ?? ''))),
    ),
    behindLogin('GET', '/photos/:identifiant/:index/:name', async ({ parameters }) => {
      const photo = records.findPhoto(parameters.identifiant ?? '', parameters.index ?? '');
      return answerFile(await studio.read(photo), photo.mime);
    }),
    behindLogin('GET', '/vignettes/:identifiant/:index', async ({ parameters }) => {
      const photo = records.findPhoto(parameters.identifiant ?? '', parameters.index ?? '');
      return answerFile(await studio.readThumbnail(photo), 'image/jpeg');
    }),
    behindLogin('GET', '/pieces/:identifiant/:piece', (request) => answerAttachment(request, records, studio)),
  ];

  return {
    name: 'portal',
    answer: (request) => answerByRoute(routes, request),
    answerError: (status, message) => {
      const id = status === 404 ? 'intervention-inconnue' : 'erreur';
      return answerPage(drawTrouble(id, status === 404 ? 'Page introuvable' : 'Erreur', message), status);
    },
    dropSession: (request) => sessions.forget(request),
    answerLogin: (request) => answerLoginForm(request, undefined, '/interventions'),
  };
}
