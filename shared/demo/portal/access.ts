import { type Answer, addCookie, answerPage, answerRedirect } from '../http/answer.ts';
import { type Credentials, createLoginGuard } from '../http/login-guard.ts';
import { type DemoRequest, readForm } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { isFormToken, type Session, type Sessions } from '../http/sessions.ts';
import { drawLoginPage, type LoginProblem } from './pages/login-page.ts';

type SignedIn = Session & { readonly user: string };
type AnswerSignedIn = (request: DemoRequest, session: SignedIn) => Answer | Promise<Answer>;

/** Who may see what: the login form, and routes behind it. */
export interface Access {
  /** The form, in place of whatever was asked. */
  answerLoginForm(request: DemoRequest, problem?: LoginProblem, destination?: string): Answer;
  logIn(request: DemoRequest): Promise<Answer>;
  /** A route behind the login. */
  behindLogin(method: Route['method'], path: string, answer: AnswerSignedIn): Route;
  /** The same, for whole pages, which renew the cookie now and then. */
  page(path: string, answer: AnswerSignedIn): Route;
}

/** What a browser fetches for a page: without a session it gets the login form in its place, with status 200. */
const partPattern = /^\/(photos|vignettes|pieces)\/|^\/interventions\/[^/]+\/(photos|historique)$/;

function readLocalPath(text: string | null): string {
  return text !== null && /^\/(?![/\\])/.test(text) ? text : '/interventions';
}

/** The portal's login. */
export function createAccess(sessions: Sessions, credentials: Credentials): Access {
  const checkLogin = createLoginGuard(credentials);

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

  const behindLogin = (method: Route['method'], path: string, answer: AnswerSignedIn): Route => ({
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

  const page = (path: string, answer: AnswerSignedIn): Route =>
    behindLogin('GET', path, async (request, session) => {
      const drawn = await answer(request, session);
      const cookie = sessions.renew(request);
      return cookie === undefined ? drawn : addCookie(drawn, cookie);
    });

  return { answerLoginForm, logIn, behindLogin, page };
}
