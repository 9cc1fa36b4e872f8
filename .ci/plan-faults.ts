import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { deploySchema } from '../shared/host/deploy.ts';

const folder = path.resolve(import.meta.dirname, '../functions');

const planSchema = z.looseObject({
  resource_changes: z.array(
    z.looseObject({
      address: z.string(),
      type: z.string(),
      mode: z.string(),
      index: z.union([z.string(), z.number()]).optional(),
      change: z.looseObject({ after: z.record(z.string(), z.unknown()).nullable() }),
    }),
  ),
});
type Planned = z.infer<typeof planSchema>['resource_changes'][number];

/** Everything that a plan would make and must not, one sentence each. @throws ZodError when it is no plan. */
export function planFaults(plan: unknown): { readonly faults: readonly string[]; readonly resources: number } {
  const planned = planSchema
    .parse(plan)
    .resource_changes.filter(({ mode, change }) => mode === 'managed' && change.after !== null);
  return { faults: [...planned.flatMap(faultsOf), ...missing(planned)], resources: planned.length };
}

function faultsOf({ address, type, index, change }: Planned): string[] {
  const after = change.after ?? {};
  const faults: string[] = [];
  const role = String(after.role ?? '');
  if (/^roles\/(owner|editor|viewer)$/.test(role)) faults.push(`${address} gives ${role}, which is the whole project`);
  if (type === 'google_project_iam_member' && /admin/i.test(role))
    faults.push(`${address} gives ${role} on the project`);
  if (/_iam_(policy|binding)$/.test(type)) faults.push(`${address} takes away rights that others were given`);
  if (type === 'google_service_account_key') faults.push(`${address} makes a key file`);
  if (type === 'google_secret_manager_secret_version')
    faults.push(`${address} would keep a secret's value in the state`);
  const members = [after.member, after.members].flat().map(String);
  if (members.some((member) => /^all(Authenticated)?Users$/.test(member)) && !isPublic(String(index ?? ''))) {
    faults.push(`${address} is open to everybody, and no deploy.json says why (trigger.publicBecause)`);
  }
  if (type === 'google_storage_bucket') {
    if (after.public_access_prevention !== 'enforced') faults.push(`${address} could be made public`);
    if (after.uniform_bucket_level_access !== true) faults.push(`${address} has rights object by object`);
  }
  if (type === 'google_pubsub_subscription' && Array.isArray(after.push_config) && after.push_config.length > 0) {
    for (const policy of ['retry_policy', 'dead_letter_policy']) {
      const given = after[policy];
      if (!Array.isArray(given) || given.length !== 1) faults.push(`${address} has no ${policy}`);
    }
  }
  return faults;
}

function isPublic(name: string): boolean {
  const file = path.join(folder, name, 'deploy.json');
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) return false;
  const { trigger } = deploySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return trigger.kind === 'http' && trigger.publicBecause !== undefined;
}

/** Each folder of functions/ has its function, its account and its dead-letter topic. */
function missing(planned: readonly Planned[]): string[] {
  const addresses = new Set(planned.map(({ address }) => address));
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'deploy.json')));
  return names.flatMap((name) =>
    ['google_cloudfunctions2_function.this', 'google_service_account.function', 'google_pubsub_topic.dead']
      .map((resource) => `${resource}["${name}"]`)
      .filter((address) => !addresses.has(address))
      .map((address) => `${address} is missing`),
  );
}
