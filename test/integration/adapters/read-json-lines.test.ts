import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readJsonLines } from '../../../shared/adapters/duckdb/read-json-lines.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

it('the embedded warehouse forgives more than the port asks: blank lines, CRLF, large numbers without quotes', async () => {
  const folder = await temporaryFolder();
  const objects = createFileObjects(folder.path);
  await objects.write('rows', 'a.ndjson', '{"id": 1}\r\n\n\r\n{"id": 9007199254740995}');
  const rows: unknown[] = [];
  for await (const row of readJsonLines(objects, 'rows', ['a.ndjson'])) rows.push(row);
  assert.deepEqual(rows, [{ id: 1 }, { id: '9007199254740995' }]);
  await folder.remove();
});
