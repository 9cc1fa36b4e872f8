import { Agent } from 'node:http';
import chromium from '@sparticuz/chromium';
import axios from 'axios';
import puppeteer, { type Page } from 'puppeteer-core';
import type { BenchWorld } from './bench-world.ts';
import { photosOfPage } from './http-session.ts';

const agent = new Agent({ keepAlive: true });

/** What the earlier scripts did, without their sleeps: one page, one record after another, one photo after another. */
export async function runOneAfterAnother(world: BenchWorld): Promise<{ seconds: number }> {
  const startedAt = performance.now();
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'],
    headless: 'shell',
  });
  try {
    const page = await browser.newPage();
    await logIn(page, `${world.portalUrl}/connexion`, 'identifiant', 'mot_de_passe', world);
    const documents = await browser.newPage();
    await logIn(documents, world.documentsUrl, 'login', 'password', world);
    for (const { identifiant, reference } of world.records) {
      await page.goto(`${world.portalUrl}/interventions/${identifiant}?onglet=photos&photos=toutes`, {
        waitUntil: 'load',
      });
      const photos = await readPhotos(page);
      await documents.goto(`${world.documentsUrl}/historique/${encodeURIComponent(reference)}`, { waitUntil: 'load' });
      await documents.waitForSelector('.document-link, #aucun-document');
      await postAll(world, reference, photos);
    }
  } finally {
    await browser.close();
  }
  return { seconds: (performance.now() - startedAt) / 1000 };
}

async function logIn(page: Page, url: string, user: string, password: string, { credentials }: BenchWorld) {
  await page.goto(url);
  await page.type(`input[name=${user}]`, credentials.user);
  await page.type(`input[name=${password}]`, credentials.password);
  await Promise.all([page.waitForNavigation(), page.click('form button')]);
}

async function readPhotos(page: Page): Promise<Buffer[]> {
  const { links, inline } = photosOfPage(await page.content());
  const photos = [...inline];
  for (const link of links) {
    const base64 = await page.evaluate(async (address) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
      let binary = '';
      for (let start = 0; start < bytes.length; start += 32_768) {
        binary += String.fromCharCode(...bytes.subarray(start, start + 32_768));
      }
      return btoa(binary);
    }, link);
    photos.push(Buffer.from(base64, 'base64'));
  }
  return photos;
}

/** The three kinds of requests to the destination, one after another. */
export async function postAll({ destinationUrl, token }: BenchWorld, reference: string, photos: readonly Buffer[]) {
  const post = (route: string, body: unknown, key: string) =>
    axios.post(`${destinationUrl}/${route}`, body, {
      httpAgent: agent,
      headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': key },
    });
  const intervention = {
    cle: reference,
    num_intervention: reference,
    jeton: '',
    date_intervention: '2026-11-23',
    heure_intervention: '',
    technicien: '',
    departement: '',
  };
  const name = (position: number) => `image_${position + 1}.jpg`;
  const records = photos.map((_, position) => ({
    cle: `photo${reference}_${position + 1}`,
    intervention_cri: reference,
    photo: name(position),
  }));
  await post('interventions', [intervention], `i:${encodeURIComponent(reference)}`);
  await post('photo-data', records, `d:${encodeURIComponent(reference)}`);
  for (const [position, bytes] of photos.entries()) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name(position));
    await post('photos', form, `p:${encodeURIComponent(reference)}:${position}`);
  }
}
