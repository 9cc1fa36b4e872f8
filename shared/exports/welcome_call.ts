import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';

/** Yesterday's welcome calls, with the answers to the questionnaire. */
export default defineExport({
  name: 'welcome_call',
  title: 'Appels de bienvenue',
  format: 'csv',
  schedule: '0 4 * * *',
  query: `
    SELECT
      numeroabonne, numerocontrat, numerocarte, nom, prenom, formule, options, debutabonnement, datefinabonnement, duree,
      teldom, tel4, telbur, gsm, tel5, email, adr1, adr2, adr3, ville, pays,
      coordonneesdistributeur, distributeur, teldistributeur,
      q2ancienabonnedstv, q3reorientationparabole, q3nouvelleparabole, q4bonnereceptionimages, q5qosdistributeur,
      q6prixdecodeur, q7pourquoichainesseules, q7prixformule, q8accederimage,
      codefinappel, coderefus, dateappel, userid,
      CASE civ WHEN '1' THEN 'MR' WHEN '2' THEN 'MM' WHEN '3' THEN 'ML' ELSE civ END AS civilite
    FROM fiches.fiches
    WHERE dateappel = @hier AND STRPOS(fichier, 'CANAL_PA_WELCOME_CALL') > 0
    ORDER BY main_id`,
  parameters: ({ date }) => ({ hier: { type: 'DATE', value: addDays(date, -1) } }),
  columns: [
    { header: 'Abonne', from: 'numeroabonne' },
    { header: 'Contrat', from: 'numerocontrat' },
    { header: 'Carte', from: 'numerocarte' },
    { header: 'Civilite', from: 'civilite' },
    { header: 'Nom', from: 'nom' },
    { header: 'Prenom', from: 'prenom' },
    { header: 'Formule', from: 'formule' },
    { header: 'Options', from: 'options' },
    { header: 'Debut_abo', from: 'debutabonnement', kind: 'date' },
    { header: 'Fin abo', from: 'datefinabonnement', kind: 'date' },
    { header: 'Duree', from: 'duree' },
    { header: 'Tel. domicile 1', from: 'teldom' },
    { header: 'Tel. domicile 2', from: 'tel4' },
    { header: 'Tel. bureau 1', from: 'telbur' },
    // No telephone of the card is a second one at the office.
    { header: 'Tel. bureau 2' },
    { header: 'Tel. mobile 1', from: 'gsm' },
    { header: 'Tél. mobile 2', from: 'tel5' },
    { header: 'Email', from: 'email' },
    { header: 'Adresse 1', from: 'adr1' },
    { header: 'Adresse 2', from: 'adr2' },
    { header: 'Adresse 3', from: 'adr3' },
    { header: 'Ville', from: 'ville' },
    { header: 'Pays', from: 'pays' },
    { header: 'Num distrib', from: 'coordonneesdistributeur' },
    { header: 'Nom distrib', from: 'distributeur' },
    { header: 'Tél distrib', from: 'teldistributeur' },
    { header: '[Ancien abonne DSTV]', from: 'q2ancienabonnedstv' },
    { header: '[Réorientation parabole offerte]', from: 'q3reorientationparabole' },
    { header: '[Nouvelle parabole offerte]', from: 'q3nouvelleparabole' },
    { header: '[Bonne reception images]', from: 'q4bonnereceptionimages' },
    { header: '[Note qualite de service distributeur]', from: 'q5qosdistributeur' },
    { header: '[prix Decodeur]', from: 'q6prixdecodeur' },
    { header: '[pourquoi Les Chaînes Canal+ seules]', from: 'q7pourquoichainesseules' },
    { header: '[prix payé pour la formule]', from: 'q7prixformule' },
    { header: '[Qualite de l image]', from: 'q8accederimage' },
    { header: '[Code Fin Appel]', from: 'codefinappel' },
    { header: '[Code Refus]', from: 'coderefus' },
    { header: '[Date Appel]', from: 'dateappel', kind: 'date' },
    { header: '[Log]', from: 'userid' },
  ],
  empty: 'send',
  file: (date) => `export_welcome_call_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});
