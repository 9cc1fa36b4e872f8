import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type DemoWorld, type DemoWorldOptions, startDemoWorld } from '../../../shared/demo/world.ts';

/** A world for one test, closed and removed after it. */
export async function startWorld(context: TestContext, options: Partial<DemoWorldOptions> = {}): Promise<DemoWorld> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'demo-world-'));
  const world = await startDemoWorld({ day: '2026-11-23', dataDirectory, photoBytes: 8_000, ...options });
  context.after(async () => {
    await world.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return world;
}

/** A browser without a screen: keeps cookies, follows redirects, sends a Referer when told to. */
export function createVisitor(origin: string) {
  const cookies = new Map<string, string>();
  const request = async (path: string, init: { form?: Record<string, string>; referer?: string } = {}) => {
    const { form, referer } = init;
    const response = await fetch(origin + path, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(referer === undefined ? {} : { referer }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const open = async (path: string, init: Parameters<typeof request>[1] = {}): Promise<string> => {
    const response = await request(path, init);
    const location = response.headers.get('location');
    const text = await response.text();
    return location === null ? text : await open(location);
  };
  return { cookies, request, open };
}
export type Visitor = ReturnType<typeof createVisitor>;

/** The value of a hidden field. */
export function readHidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

/** Fills the portal's login form. */
export async function logIn(visitor: Visitor, password = 'Fibre-2026!', path = '/interventions'): Promise<string> {
  const page = await visitor.open(path);
  return await visitor.open('/connexion', {
    form: {
      jeton_formulaire: readHidden(page, 'jeton_formulaire'),
      retour: readHidden(page, 'retour'),
      identifiant: 'exploitation',
      mot_de_passe: password,
    },
  });
}

/** Submits the list's filters. */
export async function filter(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const page = await visitor.open('/interventions');
  const form = { jeton_formulaire: readHidden(page, 'jeton_formulaire'), action: 'valider', ...fields };
  return await visitor.open('/interventions/filtres', { form });
}
