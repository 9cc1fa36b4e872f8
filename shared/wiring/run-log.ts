import type { LogSubject, RunLog } from '../ports/run-log.ts';
import { embeddedCloud } from './embedded-cloud.ts';
import type { CloudEnvironment } from './environment.ts';

/** The log: the file of the data folder; on Google Cloud the address of Logs Explorer, whose readers need their own right. */
export function openRunLog({ TERRAIN_CLOUD, TERRAIN_DATA, GOOGLE_CLOUD_PROJECT = '' }: CloudEnvironment): RunLog {
  if (TERRAIN_CLOUD === 'embedded') return embeddedCloud(TERRAIN_DATA).runLog;
  return {
    linesOf: async () => [],
    addressOf: (subject) => logsExplorer(GOOGLE_CLOUD_PROJECT, subject),
  };
}

function logsExplorer(project: string, subject: LogSubject): string {
  const query = Object.entries(subject)
    .map(([field, value]) => `jsonPayload.${field}=${JSON.stringify(value)}`)
    .join('\n');
  return `https://console.cloud.google.com/logs/query;query=${encodeURIComponent(query)}?project=${encodeURIComponent(project)}`;
}
