/** The buckets of the interventions. */
export const buckets = { photos: 'photos', tables: 'portal-tables' } as const;
