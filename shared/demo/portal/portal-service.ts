import type { PhotoStudio } from '../data/photos/photo-studio.ts';
import { type Answer, addCookie, answerFile, answerPage, answerRedirect, attachmentHeader } from '../http/answer.ts';
import { type Credentials, createLoginGuard } from '../http/login-guard.ts';
import { type DemoRequest, RequestError, readForm, readHeader } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import { createSessions, isFormToken, type Session } from '../http/sessions.ts';
import type { DemoService } from '../http/start-server.ts';
import { serveFiles } from '../http/static-files.ts';
import { encodeWindows1252, exportColumns, writeTable } from './export-table.ts';
import { defaultFilters, type Filters, readFilters } from './filters.ts';
import { drawListPage } from './pages/list-page.ts';
import { drawLoginPage, type LoginProblem } from './pages/login-page.ts';
import { drawPhotos } from './pages/photo-gallery.ts';
import { drawHistory, drawRecordPage, drawTrouble } from './pages/record-page.ts';
import { samplePdf } from './pdf.ts';
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
/** What a browser fetches for a page: without a session it gets the login form in its place, with status 200. */
const partPattern = /^\/(photos|vignettes|pieces)\/|^\/interventions\/[^/]+\/(photos|historique)$/;

function readLocalPath(text: string | null): string {
  return text !== null && /^\/(?![/\\])/.test(text) ? text : '/interventions';
}

function stampNow(): string {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
  return text.format(new Date()).replaceAll(/[-:]/g, '').replace(' ', '_');
}

/** The portal "Fibre Ouest – Suivi des interventions". */
export function createPortalService(options: PortalOptions): DemoService {
  const { records, studio, credentials, renewSessionEvery, sessionGraceMilliseconds } = options;
  const sessions = createSessions({
    cookieName: 'FOSESSION',
    renewEvery: renewSessionEvery,
    graceMilliseconds: sessionGraceMilliseconds,
  });
  const checkLogin = createLoginGuard(credentials);
  const filtersOf = new Map<string, Filters>();

  const answerLoginForm = (request: DemoRequest, problem?: LoginProblem, destination?: string): Answer => {
    const known = sessions.find(request);
    const [session, cookie] = known === undefined ? sessions.open(null) : ([known, undefined] as const);
    const back = destination ?? readLocalPath(request.url.searchParams.get('retour'));
    const answer = answerPage(drawLoginPage(session, back, problem));
    return cookie === undefined ? answer : addCookie(answer, cookie);
  };

  const logIn = async (request: DemoRequest): Promise<Answer> => {
    const form = await readForm(request);
    const destination = readLocalPath(form.get('retour'));
    const session = sessions.find(request);
    if (session === undefined || !isFormToken(session, form.get('jeton_formulaire'))) {
      return answerLoginForm(request, 'jeton', destination);
    }
    const user = form.get('identifiant') ?? '';
    const outcome = checkLogin(user, form.get('mot_de_passe') ?? '');
    if (outcome === 'locked') return answerLoginForm(request, 'verrou', destination);
    if (outcome === 'refused') return answerLoginForm(request, 'identifiants', destination);
    sessions.forget(request);
    return addCookie(answerRedirect(destination), sessions.open(user)[1]);
  };

  /** A route behind the login. */
  const behindLogin = (
    method: Route['method'],
    path: string,
    answer: (request: DemoRequest, session: Session & { readonly user: string }) => Answer | Promise<Answer>,
  ): Route => ({
    method,
    path,
    answer: async (request) => {
      const session = sessions.find(request);
      if (session?.user) return await answer(request, { ...session, user: session.user });
      if (partPattern.test(request.url.pathname)) return answerLoginForm(request, undefined, '/interventions');
      const back = method === 'GET' ? request.url.pathname + request.url.search : '/interventions';
      return answerRedirect(`/connexion?retour=${encodeURIComponent(back)}`);
    },
  });

  /** The same, for whole pages, which renew the cookie now and then. */
  const page = (path: string, answer: Parameters<typeof behindLogin>[2]): Route =>
    behindLogin('GET', path, async (request, session) => {
      const drawn = await answer(request, session);
      const cookie = sessions.renew(request);
      return cookie === undefined ? drawn : addCookie(drawn, cookie);
    });

  const filtersFor = (user: string): Filters => filtersOf.get(user) ?? defaultFilters;

  const answerExport = (request: DemoRequest, { user }: { readonly user: string }): Answer => {
    if (!(readHeader(request, 'referer') ?? '').startsWith(`${request.url.origin}/`)) {
      const text =
        'Cette demande ne vient pas d’une page du portail : elle pourrait être une attaque. Elle a été refusée.';
      return answerPage(drawTrouble('requete-refusee', 'Requête refusée', text));
    }
    const wanted = request.url.searchParams.getAll('colonnes');
    const columns = exportColumns.filter(({ key }) => wanted.includes(key));
    if (columns.length === 0) throw new RequestError(400, 'aucune colonne choisie');
    const text = writeTable(columns, records.list(filtersFor(user)));
    const isUtf8 = request.url.searchParams.get('encodage') === 'utf-8';
    return answerFile(
      isUtf8 ? Buffer.from(`\ufeff${text}`) : encodeWindows1252(text),
      `text/csv; charset=${isUtf8 ? 'utf-8' : 'windows-1252'}`,
      { 'content-disposition': attachmentHeader(`${stampNow()}_export_interventions.csv`) },
    );
  };

  const answerAttachment = async ({ parameters }: DemoRequest): Promise<Answer> => {
    const [kind, rank = ''] = (parameters.piece ?? '').split('-');
    const identifiant = parameters.identifiant ?? '';
    if (kind === 'photo') {
      const photo = records.findPhoto(identifiant, rank);
      const headers = { 'content-disposition': attachmentHeader(photo.name) };
      return answerFile(await studio.read(photo), 'application/octet-stream', headers);
    }
    const name = records.find(identifiant).otherFiles[Number(rank) - 1];
    if (kind !== 'document' || name === undefined) throw new RequestError(404, 'pièce inconnue');
    return answerFile(samplePdf, 'application/pdf', { 'content-disposition': attachmentHeader(name) });
  };

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
    behindLogin('GET', '/interventions/export', answerExport),
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
    behindLogin('GET', '/pieces/:identifiant/:piece', answerAttachment),
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
