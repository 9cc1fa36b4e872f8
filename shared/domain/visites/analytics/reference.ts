import type { Codification, Utilisateur } from '../visites-tables.ts';
import { createUserTree, type UserTree } from './user-tree.ts';

/** The small tables that every answer needs: who is who, and what codes are called. */
export interface Reference {
  readonly users: ReadonlyMap<number, User>;
  readonly tree: UserTree;
  /** The codes of a type of codification, in their order. */
  codes(type: CodeType): readonly Code[];
  find(type: CodeType, code: string): Code | undefined;
  /** The codes of a column without codification: those of all partners or business cases. */
  readonly observed: Readonly<Record<ObservedColumn, readonly string[]>>;
}

export interface User {
  readonly id: number;
  /** "nom prenom". */
  readonly name: string;
  readonly role: string | null;
  /** Whom he depends on. */
  readonly head: number | null;
  readonly isActive: boolean;
}

export interface Code {
  readonly code: string;
  readonly label: string;
  readonly parent: string | null;
}

export const codeTypes = ['REGI', 'VILL', 'GAMM', 'SPEC', 'ETPR', 'ETPU', 'CEVA', 'SEVA', 'TYIN'] as const;
export type CodeType = (typeof codeTypes)[number];

export const observedColumns = [
  'potentiel',
  'type_partenaire',
  'statut_partenaire',
  'statut_bc',
  'categorie_bc',
] as const;
export type ObservedColumn = (typeof observedColumns)[number];
export type Observed = Readonly<Record<ObservedColumn, readonly string[]>>;

/** Codes that there are whether or not a row has them. */
const published: Readonly<Record<ObservedColumn, readonly string[]>> = {
  potentiel: [],
  type_partenaire: ['MEDE', 'PHAR'],
  statut_partenaire: ['VALI', 'REJE', 'MIGR'],
  statut_bc: ['ENAT', 'VALI', 'REAL', 'REJE'],
  categorie_bc: [],
};

/** @param observed the codes that stand in the columns of `tab_partenaire` and `tab_partenaire_bc`. */
export function createReference(
  users: readonly Utilisateur[],
  codifications: readonly Codification[],
  observed: Observed,
): Reference {
  const byType = new Map(codeTypes.map((type) => [type, codesOf(type, codifications)]));
  const codes = (type: CodeType) => byType.get(type) ?? new Map<string, Code>();
  const lists = new Map(codeTypes.map((type) => [type, [...codes(type).values()]]));
  return {
    users: new Map(users.map((user) => [user.id_utilisateur, toUser(user)])),
    tree: createUserTree(users),
    codes: (type) => lists.get(type) ?? [],
    find: (type, code) => codes(type).get(code),
    observed: {
      potentiel: known('potentiel', observed),
      type_partenaire: known('type_partenaire', observed),
      statut_partenaire: known('statut_partenaire', observed),
      statut_bc: known('statut_bc', observed),
      categorie_bc: known('categorie_bc', observed),
    },
  };
}

function known(column: ObservedColumn, observed: Observed): readonly string[] {
  const others = observed[column].filter((code) => !published[column].includes(code));
  return [...published[column], ...new Set(others.sort(byText.compare))];
}

function toUser({ id_utilisateur: id, id_responsable: head, nom, prenom, role, code_statut }: Utilisateur): User {
  const name = [nom, prenom].filter((part) => part !== null).join(' ');
  return { id, name: name === '' ? String(id) : name, role, head, isActive: code_statut === 'ACTI' };
}

const byText = new Intl.Collator('fr', { numeric: true });

function codesOf(type: CodeType, codifications: readonly Codification[]): ReadonlyMap<string, Code> {
  const rows = codifications.filter(({ type_codification }) => type_codification === type);
  const sorted = rows.sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      byText.compare(labelOf(a), labelOf(b)) ||
      byText.compare(a.code_codification, b.code_codification),
  );
  return new Map(
    sorted.map((row) => [
      row.code_codification,
      { code: row.code_codification, label: labelOf(row), parent: row.code_parent },
    ]),
  );
}

/** A code without a label is its own. */
function labelOf({ libelle_codification, code_codification }: Codification): string {
  return libelle_codification ?? code_codification;
}

/** Codes without a place of their own come last. */
function rankOf({ ordre_codification }: Codification): number {
  return ordre_codification ?? Number.MAX_SAFE_INTEGER;
}
