/** Names of settings, headers and fields whose value never reaches a log line or a message. */
export const secretName =
  /token|password|passwd|secret|cookie|authorization|credential|api[-_]?key|private[-_]?key|jeton|mot[-_]?de[-_]?passe/i;

const jwt = /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g;
const authorization = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi;
const cookieHeader = /\b((?:set-)?cookie\s*:\s*)[^\r\n]+/gi;
const assignment =
  /(["']?\b[\w-]*(?:token|password|passwd|secret|authorization|api[-_]?key|jeton)["']?\s*[=:]\s*)(["']?)[^\s"'&,;}]+\2/gi;
const userInfo = /(\/\/[^\s/:@]+:)[^\s/@]+@/g;

/** The text with what looks like a credential replaced: JWTs, Bearer and Basic values, cookies, `token=...`, `//user:password@`. */
export function redact(text: string): string {
  return text
    .replace(jwt, '[redacted]')
    .replace(authorization, '$1 [redacted]')
    .replace(cookieHeader, '$1[redacted]')
    .replace(assignment, '$1[redacted]')
    .replace(userInfo, '$1[redacted]@');
}
