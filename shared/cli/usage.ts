import { nearestWord } from '../domain/portal/did-you-mean.ts';

/** The command line was not understood, or what it names cannot be: exit status 2, nothing was started. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const usage = `Usage : npm run terrain -- COMMANDE

  start [--once] [--port N] [--no-demo]            l’hôte : tout Terrain sur cette machine
  run interventions [--from D] [--to D]            collecte et livre les interventions de ces jours
  fleet --start_date D --end_date D (--table_file_path ALL|FICHIER.xlsx | --table NOM)... [--max_workers N]
        [--force] [--from-raw] [--dry-run]         collecte les données de la flotte, date de fin exclue
  import visites DIR | import fiches DIR           importe une livraison de tables à la place de la précédente
  generate visites|fiches --rows N --seed S --out DIR [--until D]   écrit une livraison d’exemple, de N lignes
  export NOM|ALL [--date D] [--out DOSSIER] [--preview] [--no-mail] [--set NOM=VALEUR]...
                                                   exécute un export, ou tous ceux qui manquent à ce jour, et dit où sont les fichiers
  export --list                                    les exports, leurs horaires et leurs réglages
  portal check RECETTE [--date D] [--captures DIR] essaie une recette de portail, étape par étape
  token --sub S [--name N] [--role R] [--claim K=V]... [--ttl 1h]   un jeton de l’émetteur embarqué
  status [--json]                                  passages, interventions inachevées, exports manqués, messages rejetés
  replay [--topic T] [--id ID]                     renvoie les messages rejetés
  erase (--reference REF | --name "PRÉNOM NOM")... [--yes]   efface une personne de partout ; sans --yes, dit seulement où elle est
  doctor                                           vérifie la machine et la configuration, et dit quoi faire

D : jj/mm/aaaa ou aaaa-mm-jj.
Codes de sortie : 0 tout est fait · 1 quelque chose est inachevé ou a échoué · 2 commande ou configuration erronée.
`;

/** The lines of the usage that are about a command; undefined when there is none of that name. */
export function usageOf(command: string): string | undefined {
  const lines = usage.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`  ${command} `));
  if (first < 0) return undefined;
  const isMore = (line: string) => line.startsWith('        ') || line.startsWith(`  ${command} `);
  const length = lines.slice(first).findIndex((line) => !isMore(line));
  return lines.slice(first, first + length).join('\n');
}

/** Node's word on arguments that it cannot parse, in French, with the option that was meant; undefined for other errors. */
export function describeParseError(error: unknown, command: string): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const [, given = ''] = /'(\S+)[^']*'/.exec(error.message) ?? [];
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': {
      const near = nearestWord(given, usageOf(command)?.match(/--\w[\w-]*/g) ?? []);
      return `option inconnue « ${given} »${near === undefined ? '' : ` (vouliez-vous dire « ${near} » ?)`}`;
    }
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /does not take/.test(error.message) ? `${given} ne prend pas de valeur` : `${given} attend une valeur`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `argument inattendu « ${given} »`;
    default:
      return undefined;
  }
}
