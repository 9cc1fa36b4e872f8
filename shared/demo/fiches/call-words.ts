/** Campaigns: the type of the segment's name, and whether it is named with a country. */
export const campaigns = [
  { type: 'WELCOME_CALL', client: 'PA', suffixes: [''], hasCountry: false },
  { type: 'ARRIVANT_A_ECHEANCE', client: 'PA', suffixes: ['_1M', '_1MC', ''], hasCountry: true },
  { type: 'ECHUS_FRAIS', client: 'PA', suffixes: ['', '_RELANCE'], hasCountry: true },
  { type: 'ECHUS_LONGS', client: 'PA', suffixes: [''], hasCountry: true },
  { type: 'CHADEC', client: 'OA', suffixes: [''], hasCountry: true },
  { type: 'DSTV_ECHUS', client: 'OA', suffixes: ['', '_RELANCE'], hasCountry: false },
  { type: 'MAJ_DECEMBRE', client: 'PA', suffixes: [''], hasCountry: false },
] as const;

/** Countries as cards write them, with the word in segments, a town, and the telephone's prefix. */
export const countries = [
  { pays: 'SENEGAL', word: 'SENEGAL', towns: ['Dakar', 'Thiès', 'Saint-Louis'], prefix: '221' },
  { pays: 'TOGO', word: 'AFR', towns: ['Lomé', 'Kara'], prefix: '228' },
  { pays: 'MALI', word: 'AFR', towns: ['Bamako', 'Ségou'], prefix: '223' },
  { pays: 'BURKINA FASO', word: 'BURKINA', towns: ['Ouagadougou', 'Bobo-Dioulasso'], prefix: '226' },
  { pays: 'RDC', word: 'RDC', towns: ['Kinshasa', 'Lubumbashi'], prefix: '243' },
  { pays: 'CAMEROUN', word: 'CAMEROUN', towns: ['Douala', 'Yaoundé'], prefix: '237' },
  { pays: 'CONGO', word: 'CONGO', towns: ['Brazzaville', 'Pointe-Noire'], prefix: '242' },
  { pays: 'GABON', word: 'GABON', towns: ['Libreville', 'Port-Gentil'], prefix: '241' },
  { pays: 'GUINEE', word: 'GUINEE', towns: ['Conakry'], prefix: '224' },
  { pays: 'NIGERIA', word: 'NIGERIA', towns: ['Lagos', 'Abuja'], prefix: '234' },
  { pays: 'NIGER', word: 'NIGER', towns: ['Niamey'], prefix: '227' },
  { pays: "COTE D'IVOIRE", word: 'CIV', towns: ['Abidjan', 'Bouaké'], prefix: '225' },
  { pays: 'BENIN', word: 'BENIN', towns: ['Cotonou', 'Porto-Novo'], prefix: '229' },
  { pays: 'TCHAD', word: 'AFR', towns: ['N’Djamena'], prefix: '235' },
  { pays: 'MADAGASCAR', word: 'AFR', towns: ['Antananarivo'], prefix: '261' },
] as const;

export const formulas = ['ACCESS', 'EVASION', 'EVASION+', 'ESSENTIEL+', 'TOUT CANAL+', 'LES CHAINES CANAL+'];
export const endCodes = ['CPLUS', 'REFUS', 'CAS PARTICULIER', 'CNADEF', 'CNANONDEF', 'Indisponible'];
export const refusals = [
  'FAUX NUMERO',
  'PAS INTERESSE',
  'TROP CHER',
  'DEJA REABONNE',
  'DECEDE',
  'HORS ZONE',
  'A RAPPELER',
];
/** Notes as agents type them: some with a decimal, some not given. */
export const notes = ['10', '9', '8', '8.5', '7', '6', '5', '3', '.', 'nsp', 'NSP', ''];
export const callStatuses = ['HUMAN', 'HUMAN', 'MACHIN', 'BUSY', 'NOANSWER', ''];
export const lastNames = [
  'Diallo',
  'Traoré',
  'Ndiaye',
  'Kouassi',
  'Mbemba',
  'Ouédraogo',
  'Kamga',
  'N’Guessan',
  'Sow',
  'Élé',
];
export const firstNames = ['Aïcha', 'Mamadou', 'Fatou', 'Jean-Pierre', 'Grâce', 'Ousmane', 'Rose', 'Issa', 'Clémence'];
