import type { StageWork } from '../../shared/pipeline/stage.ts';
import type { PortalReader } from '../../shared/ports/portal.ts';

/** Takes the names that the portal gives to the intervention's documents, in its order. */
export function createCollectNames({ portal }: { readonly portal: PortalReader }): StageWork {
  return async (intervention) => {
    const documentNames = await portal.readDocumentNames(intervention);
    return (current) => ({ ...current, documentNames: [...documentNames] });
  };
}
