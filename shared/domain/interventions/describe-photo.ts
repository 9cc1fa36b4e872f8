/** The customer's record of one photo: its field names are published. */
export interface PhotoDescription {
  readonly cle: string;
  readonly intervention_cri: string;
  readonly photo: string;
}

/** The photo as the customer's API takes it; `rank` is its 1-based place among the photos that are delivered. */
export function describePhoto(reference: string, rank: number, name: string): PhotoDescription {
  return { cle: `photo${reference}_${rank}`, intervention_cri: reference, photo: name };
}
