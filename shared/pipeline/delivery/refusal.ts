import { PermanentError } from '../../ports/failures.ts';

/** The delivery as a whole cannot be used: nothing of it is loaded. The message is French, names the place and the way out. */
export class DeliveryRefusedError extends PermanentError {
  override name = 'DeliveryRefusedError';
}
