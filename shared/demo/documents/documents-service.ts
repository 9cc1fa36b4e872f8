import { type Answer, addCookie, answerPage, answerRedirect } from '../http/answer.ts';
import { type Credentials, createLoginGuard } from '../http/login-guard.ts';
import { type DemoRequest, readForm } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import { createSessions, isFormToken } from '../http/sessions.ts';
import type { DemoService } from '../http/start-server.ts';
import { serveFiles } from '../http/static-files.ts';
import type { Records } from '../portal/records.ts';
import { drawDocuments, drawHistory, drawHome, drawLogin, drawTrouble, layPage } from './pages.ts';

const assets = new URL('../portal/assets/', import.meta.url);

/** The second portal: the names of a record's documents, behind a login of its own. */
export function createDocumentsService(records: Records, credentials: Credentials): DemoService {
  const sessions = createSessions({ cookieName: 'archives', renewEvery: 50, graceMilliseconds: 5_000 });
  const checkLogin = createLoginGuard(credentials);

  const answerLogin = (request: DemoRequest, problem?: string): Answer => {
    const known = sessions.find(request);
    if (known !== undefined) return answerPage(drawLogin(known.formToken, problem));
    const [session, cookie] = sessions.open(null);
    return addCookie(answerPage(drawLogin(session.formToken, problem)), cookie);
  };

  const logIn = async (request: DemoRequest): Promise<Answer> => {
    const form = await readForm(request);
    const session = sessions.find(request);
    if (session === undefined || !isFormToken(session, form.get('_csrf')))
      return answerLogin(request, 'Formulaire expiré.');
    const user = form.get('login') ?? '';
    const outcome = checkLogin(user, form.get('password') ?? '');
    if (outcome === 'locked') return answerLogin(request, 'Compte verrouillé.');
    if (outcome === 'refused') return answerLogin(request, 'Compte ou mot de passe refusé.');
    sessions.forget(request);
    return addCookie(answerRedirect(request.url.pathname), sessions.open(user)[1]);
  };

  const files = serveFiles(assets, ['portail.css', 'portail.js', 'logo.svg']);
  const userOf = (request: DemoRequest) => sessions.find(request)?.user ?? null;
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/',
      answer: (request) => answerPage(layPage('Accueil', userOf(request), drawHome())),
    },
    {
      method: 'GET',
      path: '/historique/:reference',
      answer: (request) => {
        const reference = request.parameters.reference ?? '';
        return answerPage(
          layPage(reference, userOf(request), drawHistory(reference, records.findByReference(reference) !== undefined)),
        );
      },
    },
    {
      method: 'GET',
      path: '/historique/:reference/documents',
      answer: ({ parameters }) =>
        answerPage(drawDocuments(records.findByReference(parameters.reference ?? '')?.documents ?? [])),
    },
  ];

  return {
    name: 'documents',
    answer: async (request) => {
      if (request.url.pathname.startsWith('/statique/')) return await answerByRoute(files, request);
      if (userOf(request) === null) return request.method === 'POST' ? await logIn(request) : answerLogin(request);
      const answer = await answerByRoute(routes, request);
      const cookie = sessions.renew(request);
      return cookie === undefined ? answer : addCookie(answer, cookie);
    },
    answerError: (status, message) => answerPage(layPage('Erreur', null, drawTrouble(message)), status),
    dropSession: (request) => sessions.forget(request),
    answerLogin: (request) => answerLogin(request),
  };
}
