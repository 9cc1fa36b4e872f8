/** The caller asked for something that the API refuses with 400. */
export class InvalidArgument extends Error {
  override name = 'InvalidArgument';
}

/** The parameters of a request, read as the API reads them: unknown ones are ignored. */
export interface FleetQuery {
  /** The values of a list, comma-joined or repeated. @throws InvalidArgument when there are more than `most`, or none though required */
  list(name: string, rule?: { readonly required?: boolean; readonly most?: number }): readonly string[];
  /** One value. @throws InvalidArgument when it is required and missing, or none of the allowed */
  text(name: string, rule?: { readonly required?: boolean; readonly oneOf?: readonly string[] }): string | undefined;
  /** A whole number. @throws InvalidArgument */
  integer(name: string): number | undefined;
  /** `limit`, at most so much. @throws InvalidArgument when it is more, or below one */
  limit(most: number, otherwise?: number): number;
}

const decoded = (text: string) => text.split(',').filter((part) => part !== '');

/** Reads a request's address; path parameters count as parameters too. */
export function readQuery(url: URL, pathParameters: Readonly<Record<string, string>>): FleetQuery {
  const valuesOf = (name: string): readonly string[] => {
    const inPath = pathParameters[name];
    return inPath === undefined ? url.searchParams.getAll(name) : [inPath];
  };
  const text: FleetQuery['text'] = (name, { required = false, oneOf } = {}) => {
    const value = valuesOf(name)[0];
    if (required && !value) throw new InvalidArgument(`missing required parameter ${name}`);
    if (value !== undefined && oneOf !== undefined && !oneOf.includes(value)) {
      throw new InvalidArgument(`parameter ${name} must be one of ${oneOf.join(', ')}`);
    }
    return value === '' ? undefined : value;
  };
  const integer: FleetQuery['integer'] = (name) => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) throw new InvalidArgument(`parameter ${name} is not an integer`);
    return Number(value);
  };
  return {
    text,
    integer,
    list(name, { required = false, most = Number.POSITIVE_INFINITY } = {}) {
      const values = valuesOf(name).flatMap(decoded);
      if (required && values.length === 0) throw new InvalidArgument(`missing required parameter ${name}`);
      if (values.length > most) throw new InvalidArgument(`parameter ${name} takes at most ${most} values`);
      return values;
    },
    limit(most, otherwise = most) {
      const limit = integer('limit') ?? otherwise;
      if (limit < 1 || limit > most) throw new InvalidArgument(`limit must be between 1 and ${most}`);
      return limit;
    },
  };
}
