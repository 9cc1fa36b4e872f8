/** What is written into one photo's JPEG. */
export interface JpegIdentity {
  readonly identity: string;
  /** `YYYY:MM:DD HH:MM:SS` */
  readonly takenAt: string;
  /** A whole JPEG for the EXIF thumbnail (under 60 kB). */
  readonly thumbnail?: Buffer;
  /** Put after the end marker. */
  readonly trailer?: Buffer;
}

type Entry = readonly [tag: number, type: number, value: Buffer | number];
const [asciiType, shortType, longType] = [2, 3, 4] as const;

/** One TIFF directory (little-endian) and the values that do not fit in its entries. */
function writeDirectory(entries: readonly Entry[], offset: number, next: (end: number) => number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16LE(entries.length, 0);
  const values: Buffer[] = [];
  let valueOffset = offset + head.length;
  entries.forEach(([tag, type, value], position) => {
    const at = 2 + position * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(typeof value === 'number' ? 1 : value.length, at + 4);
    if (typeof value === 'number') {
      head.writeUInt32LE(value, at + 8);
      return;
    }
    head.writeUInt32LE(valueOffset, at + 8);
    values.push(value);
    valueOffset += value.length;
  });
  head.writeUInt32LE(next(valueOffset), head.length - 4);
  return Buffer.concat([head, ...values]);
}

function writeExif({ identity, takenAt, thumbnail }: JpegIdentity): Buffer {
  const text = (value: string) => Buffer.from(`${value.padEnd(4)}\0`);
  const header = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  const main = writeDirectory(
    [
      [0x010e, asciiType, text(identity)],
      [0x010f, asciiType, text('Terrain')],
      [0x0132, asciiType, text(takenAt)],
    ],
    header.length,
    (end) => (thumbnail ? end : 0),
  );
  if (!thumbnail) return Buffer.concat([header, main]);
  const start = header.length + main.length;
  const entryCount = 3;
  const thumbnailOffset = start + 2 + entryCount * 12 + 4;
  const second = writeDirectory(
    [
      [0x0103, shortType, 6],
      [0x0201, longType, thumbnailOffset],
      [0x0202, longType, thumbnail.length],
    ],
    start,
    () => 0,
  );
  return Buffer.concat([header, main, second, thumbnail]);
}

function writeSegment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

/** A JPEG with its identity in EXIF and in a comment, right after its JFIF header; the picture stays untouched. */
export function identifyJpeg(jpeg: Buffer, identity: JpegIdentity): Buffer {
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const cut = hasJfif ? 4 + jpeg.readUInt16BE(4) : 2;
  return Buffer.concat([
    jpeg.subarray(0, cut),
    writeSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), writeExif(identity)])),
    writeSegment(0xfe, Buffer.from(identity.identity)),
    jpeg.subarray(cut),
    identity.trailer ?? Buffer.alloc(0),
  ]);
}
