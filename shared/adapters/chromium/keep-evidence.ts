import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { maskedHtml, veilLogin } from './in-page/mask-page.ts';
import { answerInTime, type Tab } from './tab.ts';

/**
 * Keeps a picture and the HTML of the page, without passwords, hidden values and tokens. Never fails: a failure to show
 * a failure must not hide it. @returns the picture's path, or undefined.
 */
export async function keepEvidence(
  tab: Tab,
  folder: string,
  name: string,
  engine: Engine,
): Promise<string | undefined> {
  const stamp = engine.clock.now().toISOString().replace(/[:.]/g, '-');
  const path = join(folder, `${stamp}-${name.replace(/[^\w.-]+/g, '_').slice(0, 80)}`);
  try {
    await mkdir(folder, { recursive: true });
    const html = await answerInTime(tab, tab.page.evaluate(maskedHtml));
    await writeFile(`${path}.html`, html, { mode: 0o600 });
    await answerInTime(tab, tab.page.evaluate(veilLogin, true));
    const picture = await answerInTime(tab, tab.page.screenshot({ type: 'png' }));
    await answerInTime(tab, tab.page.evaluate(veilLogin, false));
    await writeFile(`${path}.png`, picture, { mode: 0o600 });
    return `${path}.png`;
  } catch (error) {
    engine.logger.warn('no picture of the page', { step: name }, error);
    return undefined;
  }
}
