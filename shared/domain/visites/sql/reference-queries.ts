import * as z from 'zod';
import { type Observed, type ObservedColumn, observedColumns } from '../analytics/reference.ts';
import { codificationSchema, utilisateurSchema } from '../snapshot/row-schemas.ts';
import { codificationTable, utilisateurTable } from '../visites-tables.ts';

const all = ({ name, cells }: { readonly name: string; readonly cells: object }) =>
  `SELECT ${Object.keys(cells).join(', ')} FROM visites.${name}`;

/** Where the codes of a column without codification stand. */
const observedIn: Readonly<Record<ObservedColumn, readonly [column: string, table: string]>> = {
  potentiel: ['code_potentiel', 'tab_partenaire'],
  type_partenaire: ['code_type_partenaire', 'tab_partenaire'],
  statut_partenaire: ['code_statut_partenaire', 'tab_partenaire'],
  statut_bc: ['code_statut_bc', 'tab_partenaire_bc'],
  categorie_bc: ['code_categorie_investissement', 'tab_partenaire_bc'],
};

/** The statements that read what `createReference` needs: the two small tables, and the codes of two others. */
export const referenceQueries = {
  users: all(utilisateurTable),
  codifications: all(codificationTable),
  observed: observedColumns
    .map((name) => {
      const [column, table] = observedIn[name];
      return `SELECT '${name}' AS colonne, ${column} AS code FROM visites.${table} WHERE ${column} IS NOT NULL GROUP BY code`;
    })
    .join('\nUNION ALL\n'),
} as const;

const rowsSchema = z.object({
  users: z.array(utilisateurSchema),
  codifications: z.array(codificationSchema),
  observed: z.array(z.object({ colonne: z.enum(observedColumns), code: z.string() })),
});

/** The rows of the three statements. @throws ZodError when a row is not what its statement asks. */
export function readReferenceRows(rows: Readonly<Record<keyof typeof referenceQueries, unknown>>) {
  const { users, codifications, observed } = rowsSchema.parse(rows);
  const codes = Map.groupBy(observed, ({ colonne }) => colonne);
  const codesOf = (column: ObservedColumn) => (codes.get(column) ?? []).map(({ code }) => code);
  return {
    users,
    codifications,
    observed: {
      potentiel: codesOf('potentiel'),
      type_partenaire: codesOf('type_partenaire'),
      statut_partenaire: codesOf('statut_partenaire'),
      statut_bc: codesOf('statut_bc'),
      categorie_bc: codesOf('categorie_bc'),
    } satisfies Observed,
  };
}
