import * as z from 'zod';

// What the answers of the analytics are made of. The bucket of what rows do not say has no code and the label `inconnu`.

export const count = z.int().min(0);
/** Null: what the rows do not say. */
export const code = z.string().nullable();
export const label = z.string();
/** In the currency's unit, two decimals. */
export const money = z.number();
/** 0 to 100, one decimal. */
export const share = z.number().min(0).max(100);
/** Null when nothing has points. */
export const mean = z.number().nullable();

/** Regions, those with nothing too, with their towns that have something. */
export function regionList<Total extends string, Part extends string>(total: Total, part: Part) {
  const town = z.strictObject({
    ...{ code_ville_partenaire: code, code_region_partenaire: code, ville: label, region: label },
    ...counted(part),
  });
  return z.array(
    z.strictObject({ code_region_partenaire: code, region: label, ...counted(total), ville: z.array(town) }),
  );
}

/** Gammes with their specialities, the known ones with nothing too. */
export function gammeList<Total extends string, Part extends string>(total: Total, part: Part) {
  const speciality = z.strictObject({
    ...{ code_specialite: code, specialite: label, gamme: label, code_gamme: code },
    ...counted(part),
  });
  return z.array(
    z.strictObject({ code_gamme: code, gamme: label, ...counted(total), specialites: z.array(speciality) }),
  );
}

function counted<Name extends string>(name: Name) {
  // The one key is the name that was given.
  return { [name]: count } as { readonly [N in Name]: typeof count };
}
