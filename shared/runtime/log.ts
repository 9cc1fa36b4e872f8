import type { LogFields, Logger } from '../ports/logger.ts';
import { describeError } from './describe-error.ts';
import { redact, secretName } from './redact.ts';
import { currentSpan } from './trace/current-span.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** Cloud Logging's names. Source: https://cloud.google.com/logging/docs/structured-logging */
const severities = { debug: 'DEBUG', info: 'INFO', warn: 'WARNING', error: 'ERROR' } as const;

let traceProject = '';

/** The Google Cloud project that traces belong to: Cloud Logging then shows lines beside their trace. */
export function logTracesOf(project: string): void {
  traceProject = `projects/${project}/traces/`;
}

/** Source: https://cloud.google.com/logging/docs/agent/logging/configuration#special-fields */
function traceFields(): LogFields {
  const span = currentSpan();
  if (span === undefined) return {};
  return {
    'logging.googleapis.com/trace': `${traceProject}${span.traceId}`,
    'logging.googleapis.com/spanId': span.spanId,
    'logging.googleapis.com/trace_sampled': span.sampled,
  };
}

let standardWrite = (line: string): void => {
  process.stdout.write(line);
};

/** Sends the lines of every logger without a `write` of its own elsewhere than standard output. */
export function writeLogsTo(write: (line: string) => void): void {
  standardWrite = write;
}

/**
 * A logger that writes one JSON line per call, in Cloud Logging's field names, without what looks like a credential.
 * An error's stack, with its causes, is in `stack_trace`, where Error Reporting looks for it.
 */
export function createLogger(options: {
  readonly function: string;
  readonly level?: LogLevel;
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}): Logger {
  const { level = 'info', write = (line) => standardWrite(line), now = () => new Date() } = options;
  const lowest = levels.indexOf(level);

  const loggerWith = (bound: LogFields): Logger => {
    const line = (at: LogLevel, message: string, fields?: LogFields, cause?: unknown): void => {
      if (levels.indexOf(at) < lowest) return;
      const facts = {
        ...withoutSecrets({ ...bound, ...fields }),
        severity: severities[at],
        time: now().toISOString(),
        message: redact(message),
        ...traceFields(),
        ...(cause === undefined ? {} : { stack_trace: redact(describeError(cause)) }),
      };
      write(`${JSON.stringify(facts)}\n`);
    };
    return {
      debug: (message, fields) => line('debug', message, fields),
      info: (message, fields) => line('info', message, fields),
      warn: (message, fields, cause) => line('warn', message, fields, cause),
      error: (message, fields, cause) => line('error', message, fields, cause),
      with: (fields) => loggerWith({ ...bound, ...fields }),
    };
  };
  return loggerWith({ function: options.function });
}

function withoutSecrets(fields: LogFields): LogFields {
  const safe = ([name, value]: [string, LogFields[string]]): [string, LogFields[string]] => {
    if (typeof value !== 'string') return [name, value];
    return [name, secretName.test(name) ? '[redacted]' : redact(value)];
  };
  return Object.fromEntries(Object.entries(fields).map(safe));
}
