import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ImageMime } from '../../../../shared/domain/images/image-verdict.ts';
import { namePhotos, type RecordToName } from '../../../../shared/domain/interventions/name-photos.ts';

const jpeg = (index: number, sourceName: string | null = null) => ({ index, mime: 'image/jpeg' as const, sourceName });
const nameOne = (name: string, mime: ImageMime = 'image/jpeg') =>
  namePhotos({ photos: [{ index: 7, mime, sourceName: name }], documentNames: [] }).names[0];

const cases: readonly (readonly [what: string, record: RecordToName, names: string[], mismatch: boolean])[] = [
  [
    'as many names as photos: by position',
    { photos: [jpeg(1), jpeg(3)], documentNames: ['PTO.jpg', 'Box.jpg'] },
    ['PTO.jpg', 'Box.jpg'],
    false,
  ],
  [
    'fewer names than photos: none is guessed',
    { photos: [jpeg(1), jpeg(3)], documentNames: ['PTO.jpg'] },
    ['image_1.jpg', 'image_3.jpg'],
    true,
  ],
  [
    'more names than photos: none is guessed',
    { photos: [jpeg(2)], documentNames: ['a.jpg', 'b.jpg'] },
    ['image_2.jpg'],
    true,
  ],
  [
    'a blank name: the photo keeps its number',
    { photos: [jpeg(1), jpeg(2)], documentNames: [' ', 'b.jpg'] },
    ['image_1.jpg', 'b.jpg'],
    false,
  ],
  [
    'names paired by the page win over position',
    { photos: [jpeg(1, 'x.jpg'), jpeg(2, 'y.jpg')], documentNames: ['a.jpg', 'b.jpg', 'c.pdf'] },
    ['x.jpg', 'y.jpg'],
    false,
  ],
  [
    'some paired, position agrees',
    { photos: [jpeg(1, 'a.jpg'), jpeg(2)], documentNames: ['A.jpg', 'b.jpg'] },
    ['A.jpg', 'b.jpg'],
    false,
  ],
  [
    'some paired, position contradicts',
    { photos: [jpeg(1, 'b.jpg'), jpeg(2)], documentNames: ['a.jpg', 'b.jpg'] },
    ['b.jpg', 'image_2.jpg'],
    true,
  ],
  [
    'a refused photo holds its position',
    { photos: [jpeg(1), jpeg(3)], documentNames: ['a.jpg', 'b.jpg', 'c.jpg'], shownCount: 3 },
    ['a.jpg', 'c.jpg'],
    false,
  ],
  [
    'a refused photo, and names for the others only',
    { photos: [jpeg(1), jpeg(3)], documentNames: ['a.jpg', 'c.jpg'], shownCount: 3 },
    ['image_1.jpg', 'image_3.jpg'],
    true,
  ],
  ['no photo and no name', { photos: [], documentNames: [] }, [], false],
  ['names and no photo', { photos: [], documentNames: ['a.jpg'] }, [], true],
  [
    'a name taken twice',
    { photos: [jpeg(1), jpeg(2), jpeg(3), jpeg(4)], documentNames: ['a.jpg', 'A.JPG', 'a.jpg', 'a_1.jpg'] },
    ['a.jpg', 'A_1.JPG', 'a_2.jpg', 'a_1_1.jpg'],
    false,
  ],
  [
    'a name taken twice in two Unicode forms',
    { photos: [jpeg(1), jpeg(2)], documentNames: ['\u00e9.jpg', 'e\u0301.jpg'] },
    ['\u00e9.jpg', '\u00e9_1.jpg'],
    false,
  ],
];

for (const [what, record, names, nameMismatch] of cases) {
  test(`${what}`, () => assert.deepEqual(namePhotos(record), { names, nameMismatch }));
}

test('forbidden characters become _ and nothing leaves the folder', () => {
  const expected = [
    ['a<b>c:d"e/f\\g|h?i*j.jpg', 'a_b_c_d_e_f_g_h_i_j.jpg'],
    ['../../etc/passwd', '.._.._etc_passwd.jpg'],
    ['tab\there\n.jpg', 'tab_here_.jpg'],
    ['photo\u202egpj.exe', 'photo_gpj.exe.jpg'],
    ['  Vue d’ensemble n°2 (étage).jpg ', 'Vue d’ensemble n°2 (étage).jpg'],
    ['CON.jpg', '_CON.jpg'],
    ['lpt1.x.jpg', '_lpt1.x.jpg'],
    ['console.jpg', 'console.jpg'],
    ['photo.', 'photo.jpg'],
    ['', 'image_7.jpg'],
    ['..', 'image_7.jpg'],
    [' . .jpg', 'image_7.jpg'],
    ['.jpg', 'image_7.jpg'],
    ['50%25#1.jpg', '50%25#1.jpg'],
  ] as const;
  for (const [name, safe] of expected) assert.equal(nameOne(name), safe, name);
});

test('the extension follows the bytes', () => {
  const expected = [
    ['PTO.jpg', 'image/png', 'PTO.png'],
    ['PTO.JPEG', 'image/jpeg', 'PTO.JPEG'],
    ['PTO.heic', 'image/jpeg', 'PTO.jpg'],
    ['PTO', 'image/webp', 'PTO.webp'],
    ['Rapport v1.2', 'image/jpeg', 'Rapport v1.2.jpg'],
    ['plan.pdf', 'image/png', 'plan.pdf.png'],
  ] as const;
  for (const [name, mime, renamed] of expected) assert.equal(nameOne(name, mime), renamed);
});

test('a long name is cut between two characters and keeps its extension', () => {
  const name = nameOne(`${'é'.repeat(126)}👩‍🔧.jpg`) ?? '';
  assert.equal(name, `${'é'.repeat(125)}.jpg`);
  assert.ok(Buffer.byteLength(nameOne('e\u0301\u0302'.repeat(1) + '\u0301'.repeat(400)) ?? '') <= 255);
});

const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    'A',
    'é',
    'e\u0301',
    '.',
    ' ',
    '/',
    '\\',
    '\0',
    '\u202e',
    '_1',
    '👩‍🔧',
    '\ud800',
    '.jpg',
    '.png',
    'con',
    '\u00a0',
    'x'.repeat(90),
  ),
  maxLength: 8,
});
const photo = fc.record({
  mime: fc.constantFrom<ImageMime>('image/jpeg', 'image/png', 'image/webp'),
  sourceName: fc.option(fc.oneof(nasty, fc.string({ unit: 'binary' }))),
});
const record = fc.record({
  photos: fc.array(photo, { maxLength: 12 }).map((photos) => photos.map((one, at) => ({ ...one, index: at + 1 }))),
  documentNames: fc.array(nasty, { maxLength: 12 }),
});

test('whatever the names, every photo gets one that is safe, and all are different', () => {
  fc.assert(
    fc.property(record, (input) => {
      const { names } = namePhotos(input);
      assert.equal(names.length, input.photos.length);
      assert.equal(new Set(names.map((name) => name.normalize('NFD').toLowerCase())).size, names.length);
      for (const [at, name] of names.entries()) {
        assert.doesNotMatch(name, /[<>:"/\\|?*\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|^\s|[.\s]$|^\.{1,2}$/u);
        assert.doesNotMatch(name, /^(con|nul|aux|prn|com\d|lpt\d)(\.|$)/i);
        assert.ok(Buffer.byteLength(name) <= 255 && name.isWellFormed() && name === name.normalize('NFC'), name);
        const extensions = { 'image/jpeg': /\.jpe?g$/i, 'image/png': /\.png$/i, 'image/webp': /\.webp$/i };
        assert.match(name, extensions[input.photos[at]?.mime ?? 'image/png']);
      }
    }),
    { numRuns: 200 },
  );
});

test('photos that have their final names keep them', () => {
  fc.assert(
    fc.property(record, ({ photos, documentNames }) => {
      const { names } = namePhotos({ photos, documentNames });
      const renamed = photos.map((one, at) => ({ ...one, sourceName: names[at] ?? null }));
      assert.deepEqual(namePhotos({ photos: renamed, documentNames: [] }).names, names);
    }),
    { numRuns: 200 },
  );
});
