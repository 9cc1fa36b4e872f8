const escapeSign = String.fromCharCode(27);
const tokens = new RegExp(`${escapeSign}\\[\\??(\\d*)([A-Za-z])|\\r|\\n|[^${escapeSign}\\r\\n]+`, 'g');

/** What a terminal shows after this output: texts, returns, lines taken away and drawn again; colours are left out. */
export function screenAfter(output: string): string {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  for (const [token, count, letter] of output.matchAll(tokens)) {
    const line = lines[row] ?? '';
    if (token === '\r') column = 0;
    else if (token === '\n') row += 1;
    else if (letter === 'A') row = Math.max(0, row - Number(count || 1));
    else if (letter === 'J') lines.splice(row, Number.POSITIVE_INFINITY, line.slice(0, column));
    else if (letter === undefined) {
      lines[row] = line.padEnd(column).slice(0, column) + token + line.slice(column + token.length);
      column += token.length;
    }
    lines[row] ??= '';
  }
  return lines.join('\n');
}
