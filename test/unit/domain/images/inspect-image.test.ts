import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createImageInspector, type ImageVerdict } from '../../../../shared/domain/images/inspect-image.ts';
import * as samples from './sample-images.ts';

const maxBytes = 1_000_000;

function inspect(bytes: Uint8Array, cuts: readonly number[] = []): ImageVerdict {
  const inspector = createImageInspector({ maxBytes });
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    inspector.push(bytes.subarray(from, cut));
    from = cut;
  }
  return inspector.finish();
}

const whole: readonly (readonly [name: string, bytes: Buffer, mime: string, width: number, height: number])[] = [
  ['a baseline JPEG', samples.baselineJpeg, 'image/jpeg', 97, 61],
  ['a progressive JPEG with several scans', samples.progressiveJpeg, 'image/jpeg', 64, 48],
  ['a gray JPEG', samples.grayJpeg, 'image/jpeg', 16, 16],
  ['a JPEG with a thumbnail', samples.withThumbnail(samples.baselineJpeg, samples.grayJpeg), 'image/jpeg', 97, 61],
  ['a JPEG with fill bytes', samples.withFillBytes(samples.baselineJpeg), 'image/jpeg', 97, 61],
  ['a PNG', samples.png, 'image/png', 33, 21],
  ['an interlaced PNG with a palette', samples.palettePng, 'image/png', 20, 20],
  ['a lossy WebP', samples.lossyWebp, 'image/webp', 50, 40],
  ['a lossless WebP', samples.losslessWebp, 'image/webp', 31, 17],
  ['a WebP with transparency', samples.alphaWebp, 'image/webp', 24, 18],
];

for (const [name, bytes, mime, width, height] of whole) {
  test(`${name} is accepted with its size, also with bytes after its end`, () => {
    const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }[mime];
    assert.deepEqual(inspect(bytes), { accepted: true, mime, extension, bytes: bytes.length, width, height });
    const longer = Buffer.concat([bytes, Buffer.from('<html>\xff\xd8\xff', 'latin1')]);
    assert.deepEqual(inspect(longer), { accepted: true, mime, extension, bytes: longer.length, width, height });
  });

  test(`${name} that lacks its last byte, or more, is refused`, () => {
    const steps = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(steps, (length) => !inspect(bytes.subarray(0, length)).accepted),
      { numRuns: 200 },
    );
    const verdict = inspect(bytes.subarray(0, -1));
    assert.ok(!verdict.accepted && verdict.kind === 'cut' && /coupé/.test(verdict.reason), JSON.stringify(verdict));
  });
}

test('the way the bytes are split makes no difference to the verdict', () => {
  const damaged = Buffer.from(samples.png);
  damaged[60] = (damaged[60] ?? 0) ^ 1;
  const subjects = [
    ...whole.map(([, bytes]) => bytes),
    samples.withThumbnail(samples.baselineJpeg, samples.grayJpeg).subarray(0, 2000),
    damaged,
    Buffer.from('<!DOCTYPE html><html><body>Connexion</body></html>'),
  ];
  const scenario = fc.constantFrom(...subjects).chain((bytes) =>
    fc.record({
      bytes: fc.constant(bytes),
      cuts: fc.array(fc.oneof(fc.nat(40), fc.nat(bytes.length)).map((cut) => Math.min(cut, bytes.length))),
    }),
  );
  fc.assert(fc.property(scenario, ({ bytes, cuts }) => assert.deepEqual(inspect(bytes, cuts), inspect(bytes))));
  for (const bytes of subjects) {
    const everyByte = Array.from({ length: bytes.length }, (_, at) => at);
    assert.deepEqual(inspect(bytes, everyByte), inspect(bytes));
  }
});

test('any bytes at all get a verdict, and no bytes of chance are an image', () => {
  const magics = [Buffer.alloc(0), ...whole.map(([, bytes]) => bytes.subarray(0, 40))];
  fc.assert(
    fc.property(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 300 }), (magic, rest) => {
      assert.equal(inspect(Buffer.concat([magic, rest])).accepted, false);
    }),
  );
});

const refused: readonly (readonly [name: string, bytes: string | Buffer, kind: string, reason: RegExp])[] = [
  ['an empty file', '', 'empty', /fichier vide/],
  ['an HTML page', '\n<!DOCTYPE html>\n<html><body>Erreur</body></html>', 'html', /page HTML/],
  ['an HTML page with a BOM', '\ufeff<HTML lang="fr">', 'html', /page HTML/],
  ['a long XHTML page', `<?xml version="1.0"?><html>${'x'.repeat(2000)}`, 'html', /page HTML/],
  ['a JSON error', '{"error":"session expired"}', 'text', /texte/],
  ['a HEIC photo', Buffer.from('\0\0\0\x24ftypheic\0\0\0\0mif1', 'latin1'), 'format', /format HEIC non accepté/],
  ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00', 'format', /GIF/],
  ['a PDF', '%PDF-1.7\n%\n1 0 obj', 'format', /PDF/],
  ['an SVG', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'format', /SVG/],
  ['a BMP', Buffer.from('BM6\x00\x03\x00\0\0\0\x006\0\0\0', 'latin1'), 'format', /BMP/],
  ['a file of zeros', Buffer.alloc(4000), 'broken', /zéros/],
  ['the first byte of a JPEG', Buffer.from([0xff]), 'cut', /coupée/],
  [
    'two JPEG in one, the first cut',
    Buffer.concat([samples.baselineJpeg.subarray(0, 3000), samples.grayJpeg]),
    'broken',
    /autre image/,
  ],
  ['a JPEG of markers only', Buffer.from('ffd8ffe000024a4affd9000000', 'hex'), 'broken', /sans image/],
  ['a JPEG of which a segment has no length', Buffer.from('ffd8ffe00000000000000000', 'hex'), 'broken', /longueur/],
  [
    'a PNG without image data',
    Buffer.concat([samples.png.subarray(0, 33), samples.png.subarray(-12)]),
    'broken',
    /sans image/,
  ],
  [
    'a PNG whose header comes late',
    Buffer.concat([samples.png.subarray(0, 8), samples.png.subarray(-12)]),
    'broken',
    /en-tête/,
  ],
  ['a WebP without image', Buffer.from('RIFF\x0c\0\0\0WEBPEXIF\0\0\0\0', 'latin1'), 'broken', /sans image/],
  ['a video of the RIFF family', Buffer.from('RIFF\x0c\0\0\0AVI LIST\0\0\0\0', 'latin1'), 'format', /inconnu/],
];

for (const [name, bytes, kind, reason] of refused) {
  test(`${name} is refused as ${kind}`, () => {
    const verdict = inspect(Buffer.from(bytes));
    assert.ok(!verdict.accepted);
    assert.equal(verdict.kind, kind, verdict.reason);
    assert.match(verdict.reason, reason);
  });
}

test('a PNG with one changed bit in what it needs is refused', () => {
  const { png } = samples;
  // Its one dispensable chunk, pHYs, lies between the header and the image data.
  const [afterHeader, imageData] = [33, png.indexOf('IDAT') - 4];
  const place = fc.oneof(
    fc.integer({ min: 8, max: afterHeader - 1 }),
    fc.integer({ min: imageData, max: png.length - 1 }),
  );
  fc.assert(
    fc.property(place, fc.nat(7), (at, bit) => {
      const damaged = Buffer.from(png);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      // A capital made small in a chunk's name makes the chunk dispensable, but then the image lacks it.
      assert.equal(inspect(damaged).accepted, false);
    }),
  );
});

test('the format is known after the first bytes, and only an accepted format is', () => {
  const inspector = createImageInspector({ maxBytes });
  inspector.push(samples.png.subarray(0, 5));
  assert.equal(inspector.head(), undefined);
  inspector.push(samples.png.subarray(5, 12));
  assert.equal(inspector.head(), 'image/png');
  const other = createImageInspector({ maxBytes });
  other.push(Buffer.from('<html>'.repeat(200)));
  assert.equal(other.head(), undefined);
});

test('a refusal is known before the end: another format, too many bytes, damage', () => {
  const page = createImageInspector({ maxBytes });
  page.push(Buffer.from(`<html>${'x'.repeat(600)}`));
  assert.equal(page.refusal()?.kind, 'html');
  const large = createImageInspector({ maxBytes: 100 });
  large.push(samples.baselineJpeg.subarray(0, 100));
  assert.equal(large.refusal(), undefined);
  large.push(samples.baselineJpeg.subarray(100, 101));
  assert.deepEqual(large.refusal(), {
    accepted: false,
    kind: 'too_large',
    reason: 'fichier trop grand : plus de 100 octets',
  });
  assert.deepEqual(large.finish(), large.refusal());
});

test('an image of exactly the greatest size is accepted', () => {
  const inspector = createImageInspector({ maxBytes: samples.png.length });
  inspector.push(samples.png);
  assert.equal(inspector.finish().accepted, true);
});
