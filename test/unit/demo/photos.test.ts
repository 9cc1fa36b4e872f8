import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { createDemoDay } from '../../../shared/demo/data/create-demo-day.ts';
import { createPhotoStudio } from '../../../shared/demo/data/photos/photo-studio.ts';

const photoBytes = 20_000;
const demoDay = createDemoDay({ seed: 7, day: '2026-11-23', count: 30 });
const photos = demoDay.interventions.flatMap((one) => one.photos);
const endMarker = Buffer.from([0xff, 0xd9]);

test('every photo has bytes of its own, and the same ones from another studio', async () => {
  const [first, second] = [createPhotoStudio(photoBytes), createPhotoStudio(photoBytes)];
  const digests = new Set<string>();
  for (const one of demoDay.interventions) {
    const facts = await first.describe(one);
    assert.deepEqual(facts, await second.describe(one));
    for (const { sha256, bytes } of facts) {
      assert.ok(!digests.has(sha256), `${one.reference} repeats a photo`);
      assert.ok(bytes > photoBytes * 0.75 && bytes < photoBytes * 1.4, `${bytes} bytes`);
      digests.add(sha256);
    }
  }
  assert.equal(digests.size, photos.length);
});

test('every photo decodes without a warning, as the type it says', async () => {
  const studio = createPhotoStudio(photoBytes);
  for (const photo of photos) {
    const picture = sharp(await studio.read(photo), { failOn: 'warning' });
    const { format } = await picture.metadata();
    assert.equal(`image/${format}`, photo.mime);
    await picture.raw().toBuffer();
  }
  assert.deepEqual([...new Set(photos.map(({ mime }) => mime))].sort(), ['image/jpeg', 'image/png', 'image/webp']);
});

test('an EXIF thumbnail has an end marker before the photo’s own, a trailer stands after it', async () => {
  const studio = createPhotoStudio(photoBytes);
  const withThumbnail = photos.find(({ hasThumbnail, hasTrailer }) => hasThumbnail && !hasTrailer);
  const withTrailer = photos.find(({ hasTrailer }) => hasTrailer);
  assert.ok(withThumbnail && withTrailer);
  const inner = await studio.read(withThumbnail);
  assert.ok(inner.indexOf(endMarker) < inner.length / 2);
  assert.ok(inner.subarray(-2).equals(endMarker));
  const exif = (await sharp(inner).metadata()).exif;
  assert.ok(exif);
  const thumbnail = exif.subarray(exif.indexOf(Buffer.from([0xff, 0xd8])));
  assert.equal((await sharp(thumbnail).metadata()).width, 160);
  assert.ok(!(await studio.read(withTrailer)).subarray(-2).equals(endMarker));
});
