/** Orders texts as their UTF-8 bytes, as Google's services order names: for `Array.sort`, whose own order differs beyond U+FFFF. */
export function compareUtf8(one: string, two: string): number {
  const length = Math.min(one.length, two.length);
  let at = 0;
  while (at < length && one.charCodeAt(at) === two.charCodeAt(at)) at++;
  if (at === length) return one.length - two.length;
  return rankOf(one.charCodeAt(at)) - rankOf(two.charCodeAt(at));
}

/** Surrogates spell the characters beyond U+FFFF, so they come after every other unit. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}
