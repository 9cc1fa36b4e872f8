/** Whose visits a caller may see: everybody's, or those of one user and of all who depend on him. */
export type Caller = { readonly sees: 'all' } | { readonly sees: 'subtree'; readonly of: number };

export const rolesSeeingAll = ['ADMI', 'DIR', 'PM', 'ACH'] as const;
export const rolesSeeingSubtree = ['DRG', 'DSM', 'KAM', 'DEL'] as const;

/**
 * What a token with these roles and this claim `id_utilisateur` lets see; the widest of its roles counts.
 * Undefined when it lets see nothing: no role of ours, or one that sees a subtree and no user whose it is.
 */
export function callerOf(roles: readonly string[], idUtilisateur: unknown): Caller | undefined {
  if (rolesSeeingAll.some((role) => roles.includes(role))) return { sees: 'all' };
  if (!rolesSeeingSubtree.some((role) => roles.includes(role))) return undefined;
  const of =
    typeof idUtilisateur === 'string' && /^\d{1,16}$/.test(idUtilisateur) ? Number(idUtilisateur) : idUtilisateur;
  return typeof of === 'number' && Number.isSafeInteger(of) && of >= 0 ? { sees: 'subtree', of } : undefined;
}
