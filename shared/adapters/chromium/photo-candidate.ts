import { createHash } from 'node:crypto';
import { dispositionName } from '../../domain/portal/content-disposition.ts';
import { stableAddress } from '../../domain/portal/photo-address.ts';
import { type PhotoCandidate, PortalMismatchError } from '../../ports/portal.ts';
import type { Engine } from './engine.ts';
import { fetchFile } from './fetch-file.ts';
import type { ChosenPhoto } from './select-photos.ts';
import type { Sessions } from './sessions.ts';

/** The chosen photo as the port wants it. Its name may become known only when it is opened (Content-Disposition). */
export function createCandidate(
  engine: Engine,
  sessions: Sessions,
  chosen: ChosenPhoto,
  index: number,
): PhotoCandidate {
  return chosen.address.startsWith('data:')
    ? inlineCandidate(chosen, index, engine)
    : linkedCandidate(engine, sessions, chosen, index);
}

function inlineCandidate({ address, name }: ChosenPhoto, index: number, { recipe }: Engine): PhotoCandidate {
  const bytes = decodeDataAddress(address);
  const source = `inline:${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    index,
    source,
    name,
    async open() {
      if (bytes.length > recipe.pace.maxPhotoBytes) throw new PortalMismatchError(`photo de ${bytes.length} octets`);
      return (async function* () {
        yield bytes;
      })();
    },
  };
}

/** The bytes of a `data:` address. */
export function decodeDataAddress(address: string): Uint8Array {
  const comma = address.indexOf(',');
  const head = address.slice(5, comma);
  const body = address.slice(comma + 1);
  if (/;\s*base64\s*$/i.test(head)) return Buffer.from(body.replace(/%([0-9a-f]{2})/gi, unescapeByte), 'base64');
  return Buffer.from(body.replace(/%([0-9a-f]{2})/gi, unescapeByte), 'latin1');
}

function unescapeByte(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function linkedCandidate(engine: Engine, sessions: Sessions, chosen: ChosenPhoto, index: number): PhotoCandidate {
  let { name } = chosen;
  return {
    index,
    source: stableAddress(chosen.address),
    get name() {
      return name;
    },
    async open() {
      const file = await sessions.inSession(chosen.site, (browser, site) =>
        fetchFile(engine, browser, site, {
          address: chosen.address,
          referer: chosen.pageAddress,
          accept: 'image/jpeg,image/png,image/webp,image/*,*/*',
          maxBytes: engine.recipe.pace.maxPhotoBytes,
        }),
      );
      const given = file.contentDisposition === undefined ? undefined : dispositionName(file.contentDisposition);
      if (given !== undefined && (chosen.headerNameWins || (name === null && chosen.headerNameServes))) name = given;
      return file.body;
    },
  };
}
