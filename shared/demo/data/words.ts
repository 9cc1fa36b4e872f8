/** People, places and firms of the demo: invented, with the letters that break careless programs. */
export const firstNames = [
  'Yann',
  'Maëlle',
  'Loïc',
  'Noémie',
  'Gwenaël',
  'Anaïs',
  'Jean-Yves',
  'Hélène',
  'Erwan',
  'Zoé',
  'Françoise',
  'Mathéo',
  'Aïcha',
  'Ronan',
  'Céline',
  'Siméon',
] as const;

export const lastNames = [
  'Le Gall',
  'Kervéadou',
  "L'Hostis",
  'Guéguen',
  'Lefèvre',
  'Cœurdoux',
  'Nguyên',
  'Muñoz',
  "D'Haese",
  'Le Bihan',
  'Öztürk',
  'Pérès',
  'Château',
  'Bréhier',
  'Quéméner',
  'Saïdi',
] as const;

export const firms = [
  'SARL Cœur & Façades',
  'Boulangerie « Le Fournil d’Or »',
  'Cabinet Guéguen, Bréhier & fils',
  "L'Atelier du Nœud",
  'Mairie – service réseaux',
  'GAEC de la Vallée',
  'Pharmacie du Marché (annexe)',
  'Résidence Les Ajoncs; bât. C',
] as const;

export const technicianNames = [
  'Yann Le Gall',
  'Noémie Cœurdoux',
  'Öztürk, Deniz',
  "Ronan L'Hostis",
  'Marie-Ève Saïdi',
  'Łukasz Nowak',
  'Jean Le Bihan',
  'Anaïs Quéméner',
  'Siméon N’Diaye',
  'Gaël Pérès',
] as const;

export const streets = [
  'rue de la Gare',
  'allée des Chênes',
  "impasse de l'Étang",
  'chemin du Moulin à Vent',
  'place du Marché',
  'rue du 11 Novembre',
] as const;

export const towns = [
  { departement: '29', town: 'Quimperlé' },
  { departement: '01', town: 'Ambérieu-en-Bugey' },
  { departement: '56', town: 'Ploërmel' },
  { departement: '2A', town: 'Ajaccio' },
  { departement: '22', town: 'Saint-Brieuc' },
  { departement: '974', town: 'Saint-Benoît' },
  { departement: '35', town: 'Rennes' },
  { departement: '2B', town: 'L’Île-Rousse' },
  { departement: '44', town: 'Châteaubriant' },
  { departement: '07', town: 'Annonay' },
] as const;

/** What an intervention may be about; the day's list is about the first one only. */
export const activities = ['Raccordement FTTH', 'Service après-vente', 'Production distribution'] as const;

/** Statuses, and whether the portal counts them as open. */
export const statuses = [
  { label: 'Clôturée', open: false },
  { label: 'Réalisée', open: false },
  { label: 'Échec', open: false },
  { label: 'En cours', open: true },
  { label: 'Planifiée', open: true },
] as const;

export const photoSubjects = [
  'PBO avant',
  'PBO après',
  'Façade',
  'Cheminement extérieur',
  'Point de pénétration',
  'PTO posée',
  'Prise optique – détail',
  'Soudure 1/2',
  'Soudure 2/2',
  'Mesure: affaiblissement',
  'Armoire de rue',
  'Étiquette <PM>',
  'Box allumée',
  "Vue d'ensemble",
] as const;
