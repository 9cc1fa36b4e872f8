import { rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../../runtime/describe-error.ts';
import { makeFolder } from '../make-folder.ts';
import { formatBytes } from '../terminal/table.ts';
import { bad, type Check, careful, well } from './finding.ts';

const leastNode = 24;
const diskNeeded = 500e6;
const diskWanted = 5e9;
/** What Chromium and its profile take in the temporary folder. */
const temporaryNeeded = 400e6;
const memoryWanted = 1e9;

/** What this machine must bring: Node, room on its disks, memory, a Chromium that starts. */
export function machineChecks(dataFolder: string, chromiumPath: string | undefined): readonly Check[] {
  return [
    { name: 'Node', look: async () => judgeNode(process.version, process.platform, process.arch) },
    { name: 'Dossier de données', look: () => lookAtFolder(dataFolder, diskNeeded, diskWanted) },
    { name: 'Dossier temporaire', look: () => lookAtFolder(tmpdir(), temporaryNeeded, temporaryNeeded) },
    {
      name: 'Mémoire',
      look: async () =>
        freemem() >= memoryWanted
          ? well(`${formatBytes(freemem())} libres`)
          : careful(
              `${formatBytes(freemem())} libres seulement`,
              'Chromium en demande 500 Mo : fermez d’autres programmes.',
            ),
    },
    { name: 'Chromium', look: () => startChromium(chromiumPath) },
  ];
}

/** Whether Terrain runs on that Node and machine. */
export function judgeNode(version: string, platform: string, arch: string) {
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (!(major >= leastNode)) {
    return bad(
      `${version} est trop ancien`,
      `Passez par « npm run terrain -- doctor », qui apporte Node ${leastNode}.`,
    );
  }
  if (platform !== 'linux' || arch !== 'x64') {
    const advice = 'Donnez CHROMIUM_PATH=/chemin/vers/chrome : le Chromium fourni est pour Linux x64.';
    return careful(`${version} sur ${platform} ${arch}`, advice);
  }
  return well(version);
}

async function lookAtFolder(folder: string, needed: number, wanted: number) {
  const probe = path.join(folder, `.doctor-${process.pid}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, 'Terrain');
    await rm(probe);
  } catch (error) {
    const advice = `Donnez-vous le droit d’y écrire, ou choisissez-en un autre (TERRAIN_DATA, TMPDIR).`;
    return bad(`on ne peut pas écrire dans ${folder} : ${messageOf(error)}`, advice);
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const said = `${folder}, ${formatBytes(free)} libres`;
  const advice = 'Faites de la place : les photos d’une journée prennent 1 à 3 Go tant qu’elles ne sont pas livrées.';
  if (free < needed) return bad(said, advice);
  return free < wanted ? careful(said, advice) : well(said);
}

async function startChromium(chromiumPath: string | undefined) {
  const { launchBrowser } = await import('../../adapters/chromium/launch-browser.ts');
  try {
    const { browser, close } = await launchBrowser({ chromiumPath, zone: 'UTC' });
    try {
      return well(await browser.version());
    } finally {
      await close();
    }
  } catch (error) {
    const libraries = /error while loading shared libraries: (\S+?):/.exec(messageOf(error))?.[1];
    const advice =
      libraries === undefined
        ? 'Installez un Chromium (apt-get install chromium) et donnez CHROMIUM_PATH=/usr/bin/chromium.'
        : `Il manque ${libraries} : apt-get install chromium l’apporte, puis CHROMIUM_PATH=/usr/bin/chromium.`;
    return bad(`ne démarre pas : ${messageOf(error).split('\n')[0]}`, advice);
  }
}
