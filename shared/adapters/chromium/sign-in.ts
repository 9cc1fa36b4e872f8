import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { dayInZone } from '../../domain/day.ts';
import type { Login } from '../../domain/portal/recipe-site.ts';
import { secretName } from '../../domain/portal/recipe-words.ts';
import { PortalLoginRefusedError, PortalMismatchError } from '../../ports/portal.ts';
import { type DocumentReading, markerQuery } from './document-reading.ts';
import type { Engine } from './engine.ts';
import type { LiveSite } from './live-site.ts';
import { readDocument } from './read-document.ts';
import { runSteps } from './run-steps.ts';
import { assertNoTrouble, siteMarkers } from './site-trouble.ts';
import { ask, createPause, type Tab } from './tab.ts';

const deriveKey = promisify<string, string, number, Buffer>(scrypt);

/**
 * A fingerprint of the site and of everything the login fills in. Slow to compute on purpose: who reads it cannot try
 * passwords against it quickly.
 */
export async function fingerprintLogin(engine: Engine, site: LiveSite, login: Login): Promise<string> {
  const filled = login.steps.flatMap((step) => ('fill' in step ? [step.with] : []));
  const texts = await Promise.all(
    filled.map((text) => {
      const name = secretName(text);
      return name === undefined ? text : engine.secrets.get(name);
    }),
  );
  const key = await deriveKey(JSON.stringify(texts), `portal-login:${new URL(site.address).origin}`, 32);
  return key.toString('hex');
}

/**
 * Logs in on the tab. Credentials that were refused once are never sent again.
 * @throws PortalLoginRefusedError with the portal's words; PortalUnavailableError.
 */
export async function signIn(engine: Engine, tab: Tab, site: LiveSite): Promise<void> {
  const { login } = site.recipe;
  if (login === undefined) return;
  const fingerprint = await fingerprintLogin(engine, site, login);
  const known = await engine.refusedLogins.reasonOf(fingerprint);
  if (known !== undefined) {
    throw new PortalLoginRefusedError(
      `le portail ${site.portal} a déjà refusé cet identifiant et ce mot de passe (${known}) : ils ne sont plus essayés ; corrigez le secret`,
    );
  }
  await runSteps(
    {
      engine,
      tab,
      site: withoutLoginSign(site),
      context: loginContext(engine),
      where: `sites.${site.name}.login.steps`,
    },
    login.steps,
  );
  const outcome = await awaitOutcome(engine, tab, site, login);
  if (outcome.refused !== null) {
    const reason = outcome.refused.replace(/\s+/g, ' ').trim() || 'sans explication';
    await engine.refusedLogins.remember(fingerprint, reason);
    throw new PortalLoginRefusedError(`le portail ${site.portal} refuse la connexion : ${reason}`);
  }
  // They work now: a refusal that somebody tried again, see `checkPortal`, is over for everybody.
  await engine.refusedLogins.forget(fingerprint);
  engine.logger.info('logged in', { site: site.name });
}

function loginContext({ clock, recipe }: Engine) {
  const now = clock.now();
  return { day: dayInZone(now, recipe.zone), now, zone: recipe.zone };
}

/** While logging in, the login form is where we should be. */
function withoutLoginSign(site: LiveSite): LiveSite {
  const { login: _, ...recipe } = site.recipe;
  return { ...site, recipe };
}

async function awaitOutcome(
  engine: Engine,
  tab: Tab,
  site: LiveSite,
  login: Login,
): Promise<{ readonly refused: string | null }> {
  const signs = siteMarkers(site.recipe).map(({ marker }) => markerQuery(marker));
  const markers = [markerQuery(login.success), markerQuery(login.refused), ...signs];
  const end = performance.now() + engine.recipe.pace.timeoutSeconds * 1000;
  const pause = createPause();
  for (;;) {
    const reading: DocumentReading = await ask(tab, (frame) => frame.evaluate(readDocument, { markers }));
    const [success = null, refused = null, ...trouble] = reading.markers;
    assertNoTrouble(site, reading, trouble, 'login');
    if (success !== null) return { refused: null };
    if (refused !== null) return { refused };
    if (performance.now() > end) {
      throw new PortalMismatchError(
        `sites.${site.name}.login : ni le signe de succès ni celui de refus n’apparaissent (page « ${reading.title} »)`,
      );
    }
    await pause();
  }
}
