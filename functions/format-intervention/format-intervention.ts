import { formatIntervention } from '../../shared/domain/interventions/format-intervention.ts';
import type { StageWork } from '../../shared/pipeline/stage.ts';

/** Writes the body that the destination will get, so that every try sends the same. */
export function createFormatIntervention(options: {
  readonly withRegion: boolean;
  readonly withPto: boolean;
}): StageWork {
  return async () => (current) => ({ ...current, payload: formatIntervention(current, options) });
}
