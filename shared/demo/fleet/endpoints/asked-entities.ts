import { type FleetQuery, InvalidArgument } from '../query.ts';

interface AskedOptions {
  readonly name: string;
  readonly most?: number;
  readonly required?: boolean;
  readonly idOf: (entity: number) => string;
  readonly entities: number;
}

/** Reads which entities a list of ids asks for; nothing asked is all of them, where that is allowed. */
export function askedEntities({ name, most, required = false, idOf, entities }: AskedOptions) {
  const known = new Map(Array.from({ length: entities }, (_, entity) => [idOf(entity), entity]));
  return (query: FleetQuery): readonly number[] => {
    const ids = query.list(name, { required, ...(most === undefined ? {} : { most }) });
    if (ids.length === 0) return [...known.values()];
    return ids.map((id) => {
      const entity = known.get(id);
      if (entity === undefined) throw new InvalidArgument(`${name}: no such id ${id}`);
      return entity;
    });
  };
}
