import { exportTopics } from '../messages/exports.ts';
import { loadExports } from './load-exports.ts';

/** The function that exports are run by. */
export const exportFunction = 'run-export';

/** The schedules of the exports, as their files say: for the host, and for Terraform (`npm run terraform:data`). */
export async function exportSchedules() {
  return [...(await loadExports()).values()].flatMap(({ name, schedule }) =>
    schedule === null
      ? []
      : [{ function: exportFunction, name, cron: schedule, topic: exportTopics.due, message: { export: name } }],
  );
}
