import { InvalidRequestError } from '../../ports/failures.ts';
import { readTokens } from '../../ports/google-tokens.ts';

/** A query reads: BigQuery would run anything else too. @throws InvalidRequestError when it is not one SELECT. */
export function checkIsSelect(sql: string): void {
  const tokens = readTokens(sql);
  const end = tokens.findIndex(({ kind, text }) => kind === 'sign' && text === ';');
  if (end !== -1 && end !== tokens.length - 1)
    throw new InvalidRequestError('one statement at a time: there is more after ";"');
  const first = tokens.find(({ text }) => text !== '(');
  // No statement that writes starts like these two.
  if (first?.kind !== 'word' || !/^(SELECT|WITH)$/i.test(first.text))
    throw new InvalidRequestError('only SELECT is allowed');
}
