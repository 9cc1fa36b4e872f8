/**
 * The file name that a Content-Disposition header gives, `filename*` first; undefined when it gives none.
 * It is a name to show, not a path to trust.
 */
export function dispositionName(header: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*([\w!#$%&+^`{}~-]+)'[^']*'([^;\s]+)/i.exec(header);
  if (extended !== null) {
    const name = decodeExtended(extended[1] ?? '', extended[2] ?? '');
    if (name !== undefined) return name;
  }
  const quoted = /;\s*filename\s*=\s*"((?:\\.|[^"\\])*)"/i.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const plain = quoted ?? /;\s*filename\s*=\s*([^;"]+)/i.exec(header)?.[1]?.trim();
  return plain === undefined || plain === '' ? undefined : decodeRawUtf8(plain);
}

function decodeExtended(charset: string, value: string): string | undefined {
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(value);
  } catch {
    return undefined;
  }
  return value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Header bytes come as latin-1; many servers send UTF-8 there. */
function decodeRawUtf8(text: string): string {
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  if (!codes.some((code) => code > 0x7f) || codes.some((code) => code > 0xff)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes));
  } catch {
    return text;
  }
}
