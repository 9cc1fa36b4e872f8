/** The pages of the house, in the order of the navigation; `prefix` is their function's. */
export const sections = {
  analyses: { prefix: '/analytics', label: 'Analyses' },
  reservations: { prefix: '/reservations', label: 'Réservations' },
  console: { prefix: '/console', label: 'Console' },
} as const;
export type Section = keyof typeof sections;
