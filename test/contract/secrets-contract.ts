import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NotFoundError } from '../../shared/ports/failures.ts';
import type { SecretStore } from '../../shared/ports/secrets.ts';

/** What every secret store promises. `open` gives one that holds exactly these secrets. */
export function secretsContract(
  name: string,
  open: (secrets: Readonly<Record<string, string>>) => Promise<{ subject: SecretStore; close: () => Promise<void> }>,
): void {
  describe(`secret store: ${name}`, () => {
    it('gives a secret, and names the one that is missing without telling another', async () => {
      const { subject, close } = await open({ PORTAL_PASSWORD: 'correct horse' });
      assert.equal(await subject.get('PORTAL_PASSWORD'), 'correct horse');
      for (const missing of ['PORTAL_USER', 'constructor']) {
        await assert.rejects(subject.get(missing), (error) => {
          assert.ok(error instanceof NotFoundError);
          assert.match(error.message, new RegExp(missing));
          assert.doesNotMatch(error.message, /correct horse/);
          return true;
        });
      }
      await close();
    });
  });
}
