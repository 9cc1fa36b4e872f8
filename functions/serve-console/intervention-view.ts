import { type Intervention, stages } from '../../shared/domain/interventions/intervention.ts';
import { stageLabels, stateLabels } from '../../shared/domain/interventions/labels.ts';
import { firstUnfinishedStage } from '../../shared/domain/interventions/progress.ts';
import type { InterventionView, Story } from '../../shared/messages/console.ts';
import type { KeptMessage } from '../../shared/pipeline/operations/rejected-messages.ts';

export function viewIntervention(id: string, intervention: Intervention): InterventionView {
  const stage = firstUnfinishedStage(intervention);
  return {
    id,
    reference: intervention.reference,
    day: intervention.date,
    time: intervention.time,
    departement: intervention.departement,
    state: intervention.state,
    label: stateLabels[intervention.state],
    runId: intervention.runId,
    stage: stage === undefined ? null : stageLabels[stage],
    error: stage === undefined ? null : intervention.stages[stage].error,
    photos: intervention.photos.length,
  };
}

export function tellStory(id: string, intervention: Intervention, messages: readonly KeptMessage[]): Story {
  const {
    technicians,
    jeton,
    pto,
    collectedAt,
    deliveredAt,
    photosDeletedAt,
    duplicatePhotos,
    nameMismatch,
    warnings,
  } = intervention;
  return {
    ...viewIntervention(id, intervention),
    technicians,
    jeton,
    pto,
    collectedAt,
    deliveredAt,
    stages: stages.map((stage) => {
      const { status, attempts, startedAt, doneAt, error } = intervention.stages[stage];
      const durationMs = startedAt === null || doneAt === null ? null : Date.parse(doneAt) - Date.parse(startedAt);
      return { stage, label: stageLabels[stage], status, attempts, startedAt, doneAt, durationMs, error };
    }),
    photoList: intervention.photos.map(({ index, name, bytes, deliveredAt: at }) => ({
      index,
      name: name ?? `image_${index}`,
      bytes,
      deliveredAt: at,
    })),
    photosDeletedAt,
    refusedPhotos: intervention.refusedPhotos.map(({ index, reason }) => ({ index, reason })),
    duplicatePhotos,
    nameMismatch,
    warnings,
    messages: messages.map(({ id: messageId, value }) => ({
      id: messageId,
      function: value.function,
      reason: value.reason,
      at: value.at,
      replayedAt: value.replayedAt,
    })),
  };
}
