import { launchBrowser } from '../../../shared/adapters/chromium/launch-browser.ts';

// Before anything is told: whoever reads it may send the signal at once.
process.on('SIGTERM', () => process.exit(143));
setInterval(() => undefined, 60_000);

// Launches a browser, tells its folder and its process, and waits to be ended in whatever way.
const { folder, browser } = await launchBrowser({ zone: 'UTC' });
process.stdout.write(`${JSON.stringify({ folder, browser: browser.process()?.pid })}\n`);
