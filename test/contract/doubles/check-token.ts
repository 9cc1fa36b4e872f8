import { type DoubleRequest, Refusal } from './http-double.ts';
import { testToken } from './metadata-double.ts';

/** @throws Refusal when the request does not come from the test's service account. */
export function checkToken({ incoming }: DoubleRequest): void {
  if (incoming.headers.authorization !== `Bearer ${testToken}`) throw new Refusal(401, 'required', 'Login Required.');
}
