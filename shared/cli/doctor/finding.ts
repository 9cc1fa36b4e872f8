import { messageOf } from '../../runtime/describe-error.ts';
import { redact } from '../../runtime/redact.ts';

/** What a check found, in French. `bien` all is well · `attention` it works, but · `mal` it will not work · `saute` not looked at. */
export interface Finding {
  readonly state: 'bien' | 'attention' | 'mal' | 'saute';
  readonly said: string;
  /** What to do about it. */
  readonly advice?: string;
}

export interface Check {
  /** What is looked at: two or three French words. */
  readonly name: string;
  readonly look: () => Promise<Finding>;
}

export const well = (said: string): Finding => ({ state: 'bien', said });
export const skipped = (said: string): Finding => ({ state: 'saute', said });
export const careful = (said: string, advice: string): Finding => ({ state: 'attention', said, advice });
export const bad = (said: string, advice: string): Finding => ({ state: 'mal', said, advice });

/** What a check found; one that throws has found that too. */
export async function lookSafely({ look }: Check): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return bad(redact(messageOf(error)), 'Cette vérification n’a pas pu aboutir : voyez la cause ci-dessus.');
  }
}
