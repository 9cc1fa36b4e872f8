import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { type Browser, launch } from 'puppeteer-core';
import { metadataHosts } from './address-ranges.ts';
import { makeBrowserFolder, profileOf } from './browser-folder.ts';
import { killGroup, waitUntilEnded } from './processes.ts';

/** A running browser and the folder that only it uses. */
export interface LaunchedBrowser {
  readonly browser: Browser;
  /** Holds its profile and its downloads; gone after `close`. */
  readonly folder: string;
  /** Closes it within 5 s, by force when it hangs, and removes its folder. */
  close(): Promise<void>;
}

const closeMilliseconds = 5_000;
const exitMilliseconds = 1_000;
const launchTries = 3;

// Containers give a small /dev/shm and no user namespaces; the rest keeps the browser from talking to anybody else.
const containerFlags = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disk-cache-size=33554432',
  '--font-render-hinting=none',
  `--host-resolver-rules=${metadataHosts.map((host) => `MAP ${host} ~NOTFOUND`).join(',')}`,
];

// The browser gets no secret of ours through its environment.
const inherited = /^(PATH|HOME|TMPDIR|LANG|LC_.*|LD_LIBRARY_PATH|FONTCONFIG_.*|XDG_.*)$/;

/** Starts Chromium with a profile of its own. @param zone the time zone that its pages see. */
export async function launchBrowser(options: {
  readonly chromiumPath?: string | undefined;
  readonly zone: string;
}): Promise<LaunchedBrowser> {
  const executablePath = options.chromiumPath ?? (await chromium.executablePath());
  const folder = await makeBrowserFolder();
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name)));
  for (let attempt = 1; ; attempt++) {
    try {
      const browser = await launch({
        executablePath,
        headless: 'shell',
        args: containerFlags,
        userDataDir: profileOf(folder),
        env: { ...environment, TZ: options.zone },
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: 30_000,
        protocolTimeout: 120_000,
      });
      const forgetExit = cleanUpAtExit(browser, folder);
      return { browser, folder, close: () => closeBrowser(browser, folder).finally(forgetExit) };
    } catch (error) {
      // Another process may be unpacking the very file that was to be started.
      if (attempt < launchTries) {
        await sleep(1_000);
        continue;
      }
      await removeFolder(folder);
      throw error;
    }
  }
}

async function closeBrowser(browser: Browser, folder: string): Promise<void> {
  const child = browser.process();
  const closed = browser.close().then(
    () => true,
    () => false,
  );
  const abandon = new AbortController();
  const tooLong = sleep(closeMilliseconds, false, { signal: abandon.signal }).catch(() => false);
  const gone = await Promise.race([closed, tooLong]);
  abandon.abort();
  if (!gone && child?.pid !== undefined) killGroup(child.pid);
  await removeFolder(folder);
}

/** A process that exits without closing (the cloud's answer to SIGTERM) leaves neither browser nor folder all the same. */
function cleanUpAtExit(browser: Browser, folder: string): () => void {
  const cleanUp = () => {
    try {
      const pid = browser.process()?.pid;
      if (pid !== undefined) {
        killGroup(pid);
        waitUntilEnded(pid, exitMilliseconds);
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      // Too late for anything else; the next start reaps what is left.
      process.stderr.write(`${folder}: ${String(error)}\n`);
    }
  };
  process.on('exit', cleanUp);
  return () => process.off('exit', cleanUp);
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
