import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import type { BenchWorld } from './bench-world.ts';

/** A bare HTTP client logged in to the portal: kept-alive connections, one cookie, nothing else. */
export async function openSession({ portalUrl, credentials }: BenchWorld, connections: number): Promise<AxiosInstance> {
  let cookie = '';
  const client = axios.create({
    baseURL: portalUrl,
    httpAgent: new Agent({ keepAlive: true, maxSockets: connections }),
    maxRedirects: 0,
    validateStatus: (status) => status < 400,
  });
  client.interceptors.request.use((request) => {
    request.headers.set('Cookie', cookie);
    return request;
  });
  client.interceptors.response.use((response) => {
    cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie;
    return response;
  });
  const { data: page } = await client.get<string>('/connexion');
  const hidden = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1] ?? '';
  const form = new URLSearchParams({
    identifiant: credentials.user,
    mot_de_passe: credentials.password,
    jeton_formulaire: hidden('jeton_formulaire'),
    retour: hidden('retour'),
  });
  await client.post('/connexion', form);
  return client;
}

/** The addresses of the photos that a record page links, and the bytes of those it holds. */
export function photosOfPage(page: string): { readonly links: string[]; readonly inline: Buffer[] } {
  const photos = page.split('class="photo ').slice(1);
  const links: string[] = [];
  const inline: Buffer[] = [];
  for (const photo of photos) {
    // Whatever comes first in the element is the photo; what follows the last photo is not.
    const found = /(?:href|src)="(?:(\/(?:photos|pieces)\/[^"]+)|data:image\/(?:jpeg|png|webp);base64,([^"]+))"/.exec(
      photo,
    );
    const [, link, data] = found ?? [];
    if (link !== undefined) links.push(link.replaceAll('&amp;', '&'));
    else if (data !== undefined) inline.push(Buffer.from(data, 'base64'));
  }
  return { links, inline };
}
