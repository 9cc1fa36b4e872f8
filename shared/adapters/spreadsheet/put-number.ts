import type { ByteBlock } from './byte-block.ts';

const [minus, comma, zero] = [0x2d, 0x2c, 0x30];
const [decimals, millionth] = [6, 1_000_000];
/** Two different decimals of so few digits are never the same number, so there is no shorter one. */
const greatestExact = 1e15;

/** Puts the shortest decimal that is this number, as `String` does, with a comma. Most are read off their digits: a text is slow. */
export function putNumber(block: ByteBlock, value: number): void {
  if (Number.isSafeInteger(value)) {
    block.putInteger(value);
    return;
  }
  const size = Math.abs(value);
  const millionths = Math.round(size * millionth);
  if (millionths < 1 || millionths >= greatestExact || millionths / millionth !== size) {
    block.put(String(value).replace('.', ','));
    return;
  }
  const whole = Math.floor(millionths / millionth);
  if (value < 0) block.putByte(minus);
  block.putInteger(whole);
  block.putByte(comma);
  let rest = millionths - whole * millionth;
  for (let place = millionth / 10, left = decimals; left > 0 && rest > 0; left--, place /= 10) {
    const digit = Math.floor(rest / place);
    block.putByte(zero + digit);
    rest -= digit * place;
  }
}
