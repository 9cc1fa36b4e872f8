import { formatDay } from '../domain/day.ts';
import { stages } from '../domain/interventions/intervention.ts';
import { stageLabels } from '../domain/interventions/labels.ts';
import type { Run, RunReport } from '../domain/interventions/run.ts';
import { formatBytes, formatDuration, formatTable } from './terminal/table.ts';

const statusSentences: Readonly<Record<Run['status'], string>> = {
  en_cours: 'Passage en cours.',
  termine: 'Passage terminé : tout est livré.',
  incomplet: 'Passage incomplet : des interventions ne sont pas livrées.',
  echoue: 'Passage échoué : la liste du portail n’a pas pu être prise.',
};

/** The end of a run for people: found, new, stage by stage, photos, times, and for each failure what to do. */
export function describeRun(runId: string, run: Run, logFile: string): string {
  const { report, collect } = run;
  const sum = (field: 'found' | 'created' | 'alreadyDelivered' | 'rejectedRows') =>
    collect.days.reduce((total, day) => total + day[field], 0);
  const facts = formatTable(
    ['Passage', runId],
    [
      ['Jours', run.from === run.to ? formatDay(run.from) : `${formatDay(run.from)} au ${formatDay(run.to)}`],
      ['Trouvées', String(sum('found'))],
      ['Nouvelles', String(sum('created'))],
      ['Déjà livrées', String(sum('alreadyDelivered'))],
      ['Reprises', String(report?.resumed ?? 0)],
      ['Lignes illisibles', String(sum('rejectedRows'))],
      ['Livrées', String(report?.delivered ?? 0)],
      ['Photos', `${report?.photos ?? 0} (${formatBytes(report?.bytes ?? 0)})`],
      ['Photos refusées', String(report?.refusedPhotos ?? 0)],
      ['Début', formatInstant(run.startedAt)],
      ['Fin', run.endedAt === null ? '' : formatInstant(run.endedAt)],
      ['Durée', run.endedAt === null ? '' : formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt))],
    ],
  );
  return [
    facts,
    ...(report === null || report.interventions === 0 ? [] : [describeStages(report)]),
    ...collect.days.flatMap(({ day, warnings }) =>
      warnings.map((warning) => `Attention, ${formatDay(day)} : ${warning}`),
    ),
    ...(report === null || report.warnings.length === 0 ? [] : [describeWarnings(report)]),
    ...(sum('rejectedRows') === 0
      ? []
      : [`Les lignes illisibles sont gardées dans objects/portal-tables/rejects/${runId}/.`]),
    ...(collect.error === null || collect.status === 'fait' ? [] : [`Cause : ${collect.error}`]),
    ...(report === null || report.failures.length === 0 ? [] : [describeFailures(report)]),
    statusSentences[run.status],
    ...(run.status === 'termine' ? [] : [`Détails : ${logFile}`]),
  ].join('\n\n');
}

function describeStages(report: RunReport): string {
  return formatTable(
    ['Étape', 'Faites', 'En erreur', 'En attente'],
    stages.map((stage) => {
      const { done, failed, waiting } = report.stages[stage];
      return [stageLabels[stage], done, failed, waiting];
    }),
  );
}

function describeFailures(report: RunReport): string {
  const lines = report.failures.map(({ reference, stage, state, reason }) => {
    const next =
      state === 'rejete'
        ? 'refusée : corrigez la cause, puis « npm run terrain -- replay »'
        : 'sera reprise au prochain passage';
    return `- ${reference}, étape « ${stageLabels[stage]} » : ${reason || 'interrompue'} → ${next}`;
  });
  return `Non livrées :\n${lines.join('\n')}`;
}

function describeWarnings(report: RunReport): string {
  return `À vérifier :\n${report.warnings.map(({ reference, warning }) => `- ${reference} : ${warning}`).join('\n')}`;
}

function formatInstant(instant: string): string {
  return new Date(instant).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'medium' });
}
