/** Who depends on whom. */
export interface UserTree {
  /** The user and all who depend on him, directly or not; whoever is in no table stands alone. */
  subtree(user: number): ReadonlySet<number>;
}

interface Dependent {
  readonly id_utilisateur: number;
  readonly id_responsable: number | null;
}

/** Cycles survive: everybody of a cycle has the same subtree. */
export function createUserTree(users: readonly Dependent[]): UserTree {
  const dependents = Map.groupBy(users, ({ id_responsable }) => id_responsable);
  const known = new Map<number, ReadonlySet<number>>();

  function walk(user: number): ReadonlySet<number> {
    // A set goes on over what is added to it on the way.
    const found = new Set([user]);
    for (const one of found) for (const { id_utilisateur } of dependents.get(one) ?? []) found.add(id_utilisateur);
    return found;
  }
  return {
    subtree(user) {
      const found = known.get(user) ?? walk(user);
      if (dependents.has(user)) known.set(user, found);
      return found;
    },
  };
}
