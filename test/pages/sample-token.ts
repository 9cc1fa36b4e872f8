/** A token that looks right to a page, and that the sample functions take when it ends in `.ok`. */
export function sampleToken(claims: Readonly<Record<string, unknown>> = {}, signature = 'ok'): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const payload = Buffer.from(JSON.stringify({ sub: 'u1', name: 'Zoé Été', exp, ...claims })).toString('base64url');
  return `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${payload}.${signature}`;
}
