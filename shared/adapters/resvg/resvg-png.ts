import { fileURLToPath } from 'node:url';
import type { MakePng } from '../../ports/picture-maker.ts';

const font = '@expo-google-fonts/inter';
const weights = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];
const scale = 2;

/**
 * PNG by resvg, with a typeface that comes with the project: with the machine's own, labels would vanish without a word
 * where there is none.
 */
export const resvgPng: MakePng = async (svg) => {
  const [{ renderAsync }] = await Promise.all([
    import('@resvg/resvg-js'),
    // Only so that the build sees that a bundle needs the typeface's package.
    import('@expo-google-fonts/inter/package.json', { with: { type: 'json' } }),
  ]);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: weights.map((file) => fileURLToPath(import.meta.resolve(`${font}/${file}`))),
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
  });
  return new Uint8Array(image.asPng());
};
