/** Morocco's regions and their towns, the large ones first: towns are visited by that order. */
export const regions: Readonly<Record<string, readonly string[]>> = {
  'Casablanca-Settat': ['Casablanca', 'Mohammedia', 'El Jadida', 'Settat', 'Berrechid', 'Benslimane'],
  'Rabat-Salé-Kénitra': ['Rabat', 'Salé', 'Kénitra', 'Témara', 'Khémisset', 'Sidi Kacem'],
  'Marrakech-Safi': ['Marrakech', 'Safi', 'Essaouira', 'El Kelâa des Sraghna', 'Youssoufia'],
  'Fès-Meknès': ['Fès', 'Meknès', 'Taza', 'Ifrane', 'Sefrou', 'Taounate'],
  'Tanger-Tétouan-Al Hoceïma': ['Tanger', 'Tétouan', 'Al Hoceïma', 'Larache', 'Chefchaouen', 'Ouezzane'],
  'Souss-Massa': ['Agadir', 'Inezgane', 'Taroudant', 'Tiznit', 'Chtouka'],
  Oriental: ['Oujda', 'Nador', 'Berkane', 'Taourirt', 'Figuig'],
  'Béni Mellal-Khénifra': ['Béni Mellal', 'Khouribga', 'Khénifra', 'Fquih Ben Salah', 'Azilal'],
  'Drâa-Tafilalet': ['Errachidia', 'Ouarzazate', 'Midelt', 'Zagora', 'Tinghir'],
  'Laâyoune-Sakia El Hamra': ['Laâyoune', 'Boujdour', 'Es-Semara'],
  'Guelmim-Oued Noun': ['Guelmim', 'Tan-Tan', 'Sidi Ifni'],
  'Dakhla-Oued Ed-Dahab': ['Dakhla', 'Aousserd'],
};
