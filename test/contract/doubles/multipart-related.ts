import { Refusal } from './http-double.ts';

/** The JSON and the content of a `multipart/related` body (RFC 2387), as Google's upload APIs take it. */
export function splitMultipart(contentType: string | undefined, body: Buffer): { facts: unknown; content: Buffer } {
  const boundary = /^multipart\/related; *boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) throw new Refusal(400, 'badContent', 'Bad multipart content type');
  const delimiter = `--${boundary}`;
  const end = body.lastIndexOf(`\r\n${delimiter}--`);
  const second = body.indexOf(`\r\n${delimiter}\r\n`);
  if (!body.subarray(0, delimiter.length).equals(Buffer.from(delimiter)) || second < 0 || end <= second)
    throw new Refusal(400, 'parseError', 'Malformed multipart body');
  const first = readPart(body.subarray(delimiter.length + 2, second));
  const content = readPart(body.subarray(second + delimiter.length + 4, end));
  return { facts: JSON.parse(first.toString()), content };
}

function readPart(part: Buffer): Buffer {
  const start = part.indexOf('\r\n\r\n');
  if (start < 0) throw new Refusal(400, 'parseError', 'Malformed multipart part');
  return part.subarray(start + 4);
}
