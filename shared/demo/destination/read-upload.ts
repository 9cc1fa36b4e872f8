import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { type DemoRequest, RequestError } from '../http/request.ts';

/** A received photo file. */
export interface Upload {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

const limitBytes = 60 * 1024 * 1024;

function isImage(bytes: Buffer): boolean {
  const jpeg = bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  const png = bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  const webp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return jpeg || png || webp;
}

function checkUpload(name: string, bytes: Buffer): Upload {
  if (name === '') throw new RequestError(400, 'le fichier n’a pas de nom');
  if (/[/\\]|^\.{1,2}$/.test(name)) throw new RequestError(400, `le nom « ${name} » désigne un dossier`);
  if (!isImage(bytes)) throw new RequestError(400, `« ${name} » (${bytes.length} octets) n’est pas une image`);
  return { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

async function readWhole(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function openParser(request: DemoRequest): busboy.Busboy {
  try {
    return busboy({
      headers: request.incoming.headers,
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { fileSize: limitBytes },
    });
  } catch (error) {
    throw new RequestError(400, `multipart attendu : ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The one file of a multipart body, in the field `file`. @throws RequestError 400 with what is wrong. */
export async function readUpload(request: DemoRequest): Promise<Upload> {
  const parser = openParser(request);
  const problems: string[] = [];
  const files: Promise<{ name: string; bytes: Buffer; isCut: boolean }>[] = [];
  parser.on('field', (name) => problems.push(`champ « ${name} » inattendu`));
  parser.on('file', (field, stream, info: { filename?: string }) => {
    if (field !== 'file') problems.push(`le fichier est dans le champ « ${field} », attendu : « file »`);
    files.push(
      readWhole(stream).then((bytes) => ({ name: info.filename ?? '', bytes, isCut: stream.truncated === true })),
    );
  });
  await new Promise<void>((resolve, reject) => {
    parser.once('close', resolve);
    parser.once('error', (error) => reject(new RequestError(400, `corps illisible : ${String(error)}`)));
    request.incoming.once('error', reject);
    request.incoming.once('close', () => {
      if (!request.incoming.complete) reject(new RequestError(400, 'corps interrompu'));
    });
    request.incoming.pipe(parser);
  });
  const [file, ...others] = await Promise.all(files);
  if (file === undefined || others.length > 0) problems.push(`${files.length} fichiers au lieu d’un`);
  if (file === undefined || problems.length > 0) throw new RequestError(400, problems.join(' ; '));
  if (file.isCut) throw new RequestError(413, `plus de ${limitBytes} octets`);
  return checkUpload(file.name, file.bytes);
}
