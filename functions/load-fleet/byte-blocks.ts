/** What one write holds: as many bytes as are worth a turn of the compressor. */
const blockBytes = 256 * 1024;
const mostFree = 32;
const free: Buffer[] = [];

/** A block to write into, its former content in it. New memory costs more than what is written there: blocks are used again. */
export function takeBlock(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
}

/** Takes a block back, once nobody reads it any more; bytes of another size are not kept. */
export function giveBlockBack(block: Buffer): void {
  if (block.length === blockBytes && free.length < mostFree) free.push(block);
}
