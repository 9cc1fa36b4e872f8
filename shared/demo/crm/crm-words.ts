/** Product ranges and the specialities of the doctors who are visited for them. */
export const gammes: Readonly<Record<string, readonly string[]>> = {
  DERMATO: ['Dermatologue', 'Médecin esthétique', 'Allergologue'],
  GYNECO: ['Gynécologue', 'Sage-femme', 'Endocrinologue'],
  CARDIO: ['Cardiologue', 'Interniste', 'Néphrologue'],
  PEDIATRIE: ['Pédiatre', 'Néonatologue'],
  GASTRO: ['Gastro-entérologue', 'Proctologue'],
  GENERALE: ['Généraliste', 'Gériatre', 'Pharmacien'],
};
export const privateEstablishments = ['Cabinet', 'Clinique', 'Polyclinique', 'Centre privé'];
export const publicEstablishments = ['CHU', 'Hôpital provincial', 'Centre de santé', 'Dispensaire'];
/** What a visit's evaluation looks at, with its parts. */
export const evaluationCategories: Readonly<Record<string, readonly string[]>> = {
  'Préparation de la visite': ['Ciblage', 'Objectif', 'Documents'],
  Entretien: ['Accroche', 'Écoute', 'Argumentation', 'Réponse aux objections'],
  Conclusion: ['Engagement', 'Suivi'],
  'Connaissance produit': ['Indications', 'Posologie', 'Concurrence'],
};
export const investmentTypes = ['Congrès', 'Matériel', 'Formation', 'Échantillons', 'Table ronde'];
export const investmentCategories = ['EVENT', 'EQUIP', 'FORMA'];
export const lastNames = [
  ...['Alaoui', 'Bennani', 'Benjelloun', 'Berrada', 'Bouazza', 'Chraïbi', 'El Amrani', 'El Fassi', 'El Idrissi'],
  ...['Fassi Fihri', 'Guessous', 'Haddad', 'Kabbaj', 'Kettani', 'Lahlou', 'Mansouri', 'Naciri', 'Ouazzani'],
  ...['Rahmouni', 'Sebti', 'Slaoui', 'Tahiri', 'Tazi', 'Yacoubi', 'Zerouali', 'Ziani', 'Belkacem', 'Chaoui'],
];
export const firstNames = [
  ...['Amina', 'Asmaa', 'Ayoub', 'Fatima-Zahra', 'Ghita', 'Hamza', 'Hicham', 'Houda', 'Imane', 'Karim', 'Khadija'],
  ...['Leïla', 'Mehdi', 'Mohamed', 'Mounia', 'Nabil', 'Nadia', 'Omar', 'Rachid', 'Salma', 'Samir', 'Sanaa', 'Youssef'],
];
