/** Makes a PNG of an SVG of ours, twice as wide and high as it says. The same SVG gives the same bytes on one machine. */
export type MakePng = (svg: string) => Promise<Uint8Array<ArrayBuffer>>;
