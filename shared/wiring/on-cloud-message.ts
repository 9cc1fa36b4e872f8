import type * as z from 'zod';
import { createLogger } from '../runtime/log.ts';
import { type MessageContext, onMessage } from '../runtime/on-message.ts';
import { openDocuments } from './cloud.ts';
import type { CloudEnvironment } from './environment.ts';
import { openTelemetry } from './telemetry.ts';

/** `onMessage` on the environment's cloud: refused messages are kept in its documents, log lines bear the function's name. */
export function onCloudMessage<T>(
  name: string,
  schema: z.ZodType<T>,
  environment: CloudEnvironment,
  deliver: (message: T, context: MessageContext) => Promise<void>,
): void {
  openTelemetry(environment);
  const logger = createLogger({ function: name, level: environment.LOG_LEVEL });
  onMessage({ name, schema, rejected: openDocuments(environment), logger }, deliver);
}
