/** Facts of a log line. Never a secret, a token, a cookie or personal data: references and counts. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one JSON line per call; messages are English. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields, cause?: unknown): void;
  error(message: string, fields?: LogFields, cause?: unknown): void;
  /** A logger whose lines carry these fields too. */
  with(fields: LogFields): Logger;
}
