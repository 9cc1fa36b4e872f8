import { secretName } from '../../domain/portal/recipe-words.ts';
import { messageOf } from '../../runtime/describe-error.ts';
import { fetchJwks } from '../../runtime/fetch-jwks.ts';
import { issuersSchema } from '../../runtime/issuer-settings.ts';
import { ConfigurationError, type Environment, readEnv } from '../../runtime/read-env.ts';
import { resolveSecret } from '../../wiring/cloud.ts';
import { type CloudEnvironment, fleetApiEnvironment } from '../../wiring/environment.ts';
import { checkFleetToken } from '../fleet/check-token.ts';
import { configuredRecipe } from './configuration.ts';
import { bad, type Check, careful, type Finding, skipped, well } from './finding.ts';

const patienceMs = 10_000;

/** Whether those answer that Terrain talks to: the portal, the customer's API, the fleet's, the issuers of tokens. Nothing is sent. */
export function serviceChecks(environment: Environment, cloud: CloudEnvironment): readonly Check[] {
  return [
    { name: 'Portail joignable', look: () => lookAtPortal(environment) },
    { name: 'Jeton de l’API du client', look: () => lookAtDestination(environment, cloud) },
    { name: 'Jeton de l’API de flotte', look: () => lookAtFleet(environment) },
    { name: 'Émetteurs de jetons', look: () => lookAtIssuers(environment) },
  ];
}

async function lookAtPortal(environment: Environment): Promise<Finding> {
  const recipe = await configuredRecipe(environment);
  if (recipe === undefined) return skipped('sans recette, rien à joindre');
  const said: string[] = [];
  for (const [name, { url }] of Object.entries(recipe.sites)) {
    const secret = secretName(url);
    const address = secret === undefined ? url : environment[secret];
    if (!address) return skipped(`l’adresse du site « ${name} » est un secret qui manque`);
    const answer = await ask(address, {});
    const host = new URL(address).host;
    if (answer instanceof Error) return bad(`${host} ne répond pas : ${causeOf(answer)}`, adviceFor(answer, host));
    if (answer >= 500)
      return careful(`${host} répond ${answer}`, 'Le portail a un souci, ou est en maintenance : réessayez plus tard.');
    said.push(`${host} répond`);
  }
  return well(
    `${said.join(', ')} ; pour aller plus loin : npm run terrain -- portal check ${environment.PORTAL_RECIPE}`,
  );
}

async function lookAtDestination(environment: Environment, cloud: CloudEnvironment): Promise<Finding> {
  const { INTERVENTIONS_API_URL: url, INTERVENTIONS_API_TOKEN: given } = environment;
  if (!url || !given) return skipped('pas d’API configurée');
  const token = await resolveSecret(given, cloud);
  const answer = await ask(url, { authorization: `Bearer ${token}` });
  const { host } = new URL(url);
  if (answer instanceof Error) return bad(`${host} ne répond pas : ${causeOf(answer)}`, adviceFor(answer, host));
  if (answer === 401 || answer === 403) {
    return bad(
      `${host} refuse le jeton (${answer})`,
      'Demandez un nouveau jeton au client, et mettez-le dans INTERVENTIONS_API_TOKEN.',
    );
  }
  if (answer >= 500)
    return careful(`${host} répond ${answer}`, 'L’API du client a un souci : les envois seront réessayés.');
  return well(`${host} répond (${answer}) sans refuser le jeton`);
}

async function lookAtFleet(environment: Environment): Promise<Finding> {
  if (!environment.SAMSARA_API_TOKEN) return skipped('pas de jeton');
  try {
    await checkFleetToken(readEnv(fleetApiEnvironment, environment));
    return well('accepté');
  } catch (error) {
    const advice =
      'Faites un jeton en lecture seule dans Samsara (Settings, API Tokens), ou vérifiez SAMSARA_BASE_URL.';
    return bad(
      messageOf(error),
      error instanceof ConfigurationError ? advice : 'Vérifiez SAMSARA_BASE_URL et le réseau.',
    );
  }
}

async function lookAtIssuers({ AUTH_ISSUERS }: Environment): Promise<Finding> {
  if (!AUTH_ISSUERS) return well('l’émetteur embarqué');
  const parsed = issuersSchema.safeParse(AUTH_ISSUERS);
  if (!parsed.success)
    return bad(
      'AUTH_ISSUERS n’est pas lisible',
      'Une liste JSON de {"issuer","audience","jwksUri","algorithms"} est attendue.',
    );
  for (const { issuer, jwksUri } of parsed.data) {
    try {
      const { keys } = await fetchJwks(jwksUri);
      if (keys.length === 0) return bad(`${issuer} n’a aucune clé publique`, `Regardez ${jwksUri}.`);
    } catch (error) {
      return bad(
        `les clés de ${issuer} ne se lisent pas : ${messageOf(error)}`,
        `Vérifiez l’adresse ${jwksUri} (en https, sans redirection).`,
      );
    }
  }
  return well(parsed.data.map(({ issuer }) => issuer).join(', '));
}

/** The status of the answer, or why there is none. */
async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<number | Error> {
  try {
    const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function codeOf({ cause }: Error): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function causeOf(error: Error): string {
  if (error.name === 'TimeoutError') return `rien en ${patienceMs / 1000} s`;
  return codeOf(error) || messageOf(error);
}

function adviceFor(error: Error, host: string): string {
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `Le nom ${host} est inconnu : vérifiez l’adresse et le DNS.`;
  if (code === 'ECONNREFUSED') return 'Rien n’écoute à cette adresse : vérifiez l’adresse et le port.';
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code))
    return 'Son certificat n’est pas accepté : vérifiez l’adresse, ou donnez NODE_EXTRA_CA_CERTS.';
  return 'Vérifiez l’adresse, le réseau, le pare-feu et le proxy.';
}
