/** Takes the place of `compilePage` in the bundles, which hold the page's files. */
export function compilePage(): never {
  throw new Error('this bundle holds no sources of pages; npm run build writes their files into it');
}
