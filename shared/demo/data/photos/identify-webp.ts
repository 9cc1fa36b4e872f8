import type { Picture } from './render-scene.ts';

const xmpFlag = 0x04;

function writeChunk(name: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(payload.length, 4);
  return Buffer.concat([head, payload, Buffer.alloc(payload.length % 2)]);
}

/** A simple WebP turned into an extended one that carries its identity as XMP; the picture stays untouched. */
export function identifyWebp({ bytes, width, height }: Picture, identity: string): Buffer {
  const extended = Buffer.alloc(10);
  extended[0] = xmpFlag;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const about = identity.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${about}"/></rdf:RDF></x:xmpmeta>`;
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    writeChunk('VP8X', extended),
    bytes.subarray(12),
    writeChunk('XMP ', Buffer.from(xmp)),
  ]);
  return writeChunk('RIFF', body);
}
