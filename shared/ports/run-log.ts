/** What lines are about: all that is given must be met. */
export interface LogSubject {
  readonly runId?: string;
  /** The reference. */
  readonly interventionId?: string;
}

/** One log line, as people read it. */
export interface LoggedLine {
  readonly time: string;
  readonly severity: string;
  readonly function: string;
  readonly message: string;
  readonly interventionId: string | null;
}

/** The log lines of a run or an intervention: read here, or an address where they can be read. */
export interface RunLog {
  /** The newest lines, at most `limit`, the oldest first. Lines of a log that was rotated away are gone. */
  linesOf(subject: LogSubject, limit: number): Promise<readonly LoggedLine[]>;
  /** Where a person reads them when they cannot be read here; undefined when `linesOf` gives them. */
  addressOf(subject: LogSubject): string | undefined;
}
