import assert from 'node:assert/strict';
import { hour, type openApi } from './api-under-test.ts';

/** So many ask at once for one GPU each of a machine that has `places`: exactly so many get one, and nothing breaks. */
export async function assertCrowd(
  { addMachine, ask }: ReturnType<typeof openApi>,
  { callers, places }: { readonly callers: number; readonly places: number },
): Promise<void> {
  await addMachine(1, places, 1000);
  // Over a midnight: two days of the ledger must agree.
  const lignes = [{ idRessource: 1, nbGPU: 1, nbMemoire: 0 }];
  const body = { date_debut: hour(20), date_fin: hour(28), lignes };
  const answers = await Promise.all(
    Array.from({ length: callers }, (_, index) => ask('POST', '/Reservation', { as: `u${index} user`, body })),
  );
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, places, statuses.join(' '));
  assert.equal(statuses.filter((status) => status === 409).length, callers - places, statuses.join(' '));
  assert.equal((await ask('GET', '/RessourceReserve/idRessource/1')).body.RessourceReserve.length, places);
}
