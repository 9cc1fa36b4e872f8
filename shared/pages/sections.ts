/** The pages of the house, in the order of the navigation; `prefix` is their function's, `about` what it shows. */
export const sections = {
  analyses: { prefix: '/analytics', label: 'Analyses', about: 'Les visites, par région, gamme, équipe et date' },
  reservations: {
    prefix: '/reservations',
    label: 'Réservations',
    about: 'Les machines de la ferme de calcul : qui les a, quand, et ce qui reste libre',
  },
  console: {
    prefix: '/console',
    label: 'Console',
    about: 'Ce qui tourne, ce qui a échoué, et de quoi le relancer',
  },
} as const;
export type Section = keyof typeof sections;
