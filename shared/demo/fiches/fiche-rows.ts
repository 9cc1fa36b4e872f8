import { addDays } from '../../domain/day.ts';
import { createRandom, type Random } from '../data/random.ts';
import type { GenerateOptions } from '../delivery.ts';
import { campaigns, countries, endCodes, firstNames, formulas, lastNames, notes, refusals } from './call-words.ts';

/** Cards of the last three months; a tenth were called yesterday, so that daily exports have something to show. */
export function* ficheRows({ rows, seed, until }: GenerateOptions) {
  for (let id = 1; id <= rows; id += 1) yield createFiche(createRandom(seed, 'fiche', id), id, until);
}

/** When a card was loaded and last called, in days before the end; both rows and calls begin with it. */
export function ficheDays(random: Random): { readonly loaded: number; readonly called: number } {
  const called = random.chance(0.1) ? 1 : random.integer(0, 60);
  return { called, loaded: called + random.integer(0, 30) };
}

function createFiche(random: Random, id: number, until: string) {
  const days = ficheDays(random);
  const loadedOn = random.chance(0.5) ? monthOf(addDays(until, -days.loaded)) : addDays(until, -days.loaded);
  const campaign = random.pick(campaigns);
  const country = random.pick(countries);
  const called = random.pick(['O', 'O', 'O', 'O', 'O', 'X', 'B', 'D', '']);
  const isCalled = called === 'O' || called === 'D';
  const endCode = isCalled ? random.pick(endCodes) : '';
  const word = country.word === 'SENEGAL' ? 'SEN' : 'AFR';
  const phone = () => `00${country.prefix}${random.integer(10_000_000, 99_999_999)}`;
  const talk = isCalled ? random.integer(5, 600) : 0;
  return {
    main_id: id,
    fichier: segment(random, campaign, country.word, loadedOn, called === 'B'),
    fichierclient: random.chance(0.95) ? `FX_${word}_${loadedOn.replaceAll('-', '')}` : '',
    numeroabonne: String(random.integer(0, 99_999_999)).padStart(8, '0'),
    numerocontrat: String(random.integer(1, 9)),
    numerocarte: String(random.integer(0, 999_999_999)).padStart(11, '0'),
    civ: random.pick(['1', '1', '2', '3', '']),
    nom: random.pick(lastNames).toUpperCase(),
    prenom: random.pick(firstNames),
    formule: random.chance(0.95) ? random.pick(formulas) : '',
    options: random.chance(0.2) ? 'CHARME; 2ECRANS' : '',
    debutabonnement: addDays(loadedOn, -365),
    datefinabonnement: addDays(loadedOn, random.integer(-60, 30)),
    duree: random.chance(0.95) ? String(random.pick([1, 3, 6, 12])) : '',
    tel: phone(),
    teldom: random.chance(0.4) ? phone() : '',
    telbur: random.chance(0.2) ? phone() : '',
    tel4: '',
    tel5: '',
    gsm: random.chance(0.8) ? phone() : '',
    email: random.chance(0.3) ? `abonne${id}@exemple.test` : '',
    adr1: `${random.integer(1, 200)} rue ${random.integer(1, 99)}`,
    adr2: random.chance(0.1) ? '=BP "12"; quartier' : '',
    adr3: '',
    ville: random.pick(country.towns),
    pays: country.pays,
    distributeur: `Boutique ${random.integer(1, 40)}`,
    teldistributeur: phone(),
    coordonneesdistributeur: `D${random.integer(1, 40)}`,
    codefinappel: endCode,
    coderefus: endCode === 'REFUS' || random.chance(0.1) ? random.pick(refusals) : '',
    called,
    called_old: random.chance(0.2) ? 'O' : '',
    dateappel: called === '' ? '' : addDays(until, -days.called),
    datechargment: loadedOn,
    tempscom: clock(talk),
    tempscom_reel: clock(Math.round(talk * 0.9)),
    userid: isCalled ? String(random.integer(100, 160)) : '',
    ...(isCalled && campaign.type === 'WELCOME_CALL' ? answers(random) : {}),
  };
}

function answers(random: Random) {
  const yesNo = () => random.pick(['OUI', 'NON', '']);
  return {
    q1verbatimdistributeur: random.pick(['Très bon accueil', 'Attente longue ; "deux heures"', '']),
    q2ancienabonnedstv: yesNo(),
    q3reorientationparabole: yesNo(),
    q3nouvelleparabole: yesNo(),
    q4bonnereceptionimages: yesNo(),
    q5qosdistributeur: random.pick(notes),
    q5formuleabonnement: random.pick(notes),
    q5prestationinstallation: random.pick(notes),
    q6prixdecodeur: String(random.integer(5, 30) * 1000),
    q7pourquoichainesseules: random.pick(['Prix', 'Sport', '']),
    q7prixformule: String(random.integer(5, 40) * 1000),
    q8accederimage: yesNo(),
  };
}

function segment(
  random: Random,
  { client, type, suffixes, hasCountry }: (typeof campaigns)[number],
  country: string,
  loadedOn: string,
  isBlocked: boolean,
): string {
  const place = hasCountry ? `_${country}` : '';
  const end = isBlocked ? '_Bloquer' : '';
  return `CANAL_${client}_${type}${place}${random.pick<string>(suffixes)}_${loadedOn.replaceAll('-', '')}${end}`;
}

/** The first of the day's month: most segments are loaded then. */
function monthOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** `mm:ss`, as the call centre's tool writes durations. */
export function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
