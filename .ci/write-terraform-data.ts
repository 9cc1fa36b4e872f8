/** Writes terraform/generated from the code: `npm run terraform:data`. A test says when it is due. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { terraformData } from './terraform-data.ts';

const folder = path.resolve(import.meta.dirname, '../terraform/generated');
for (const [name, text] of Object.entries(await terraformData())) {
  writeFileSync(path.join(folder, name), text);
  console.log(`terraform/generated/${name}`);
}
