import { caseStatuses, partnerStatuses, partnerTypes, roles } from './code-labels.ts';
import type { ListPage, VisitesList } from './list.ts';

type Defined = Omit<VisitesList, 'page' | 'unit' | 'format'> & Partial<Pick<VisitesList, 'unit' | 'format'>>;

function listsOf(page: ListPage, common: Pick<VisitesList, 'unit' | 'format'>, lists: readonly Defined[]): VisitesList[] {
  return lists.map((list) => ({ page, ...common, ...list }));
}

const byRegion = { filter: 'region', key: 'code_region_partenaire' } as const;
const byGamme = { filter: 'gamme', key: 'code_gamme' } as const;

/** Every list of the six answers, in the order in which a page shows them. */
export const visitesLists: readonly VisitesList[] = [
  ...listsOf('data', { unit: 'visites', format: 'integer' }, [
    { name: 'compteurs', title: 'Planifiées et non planifiées', kind: 'donut', label: 'planification', value: 'nbr_visites', isAdditive: true },
    { name: 'natures', title: 'Nature des visites', kind: 'stacked', label: 'nature', value: 'nbr_visites', series: 'planification', isAdditive: true },
    {
      name: 'region',
      title: 'Visites par région',
      kind: 'bars',
      label: 'region',
      value: 'nb_visites_total',
      choose: byRegion,
      parts: { name: 'ville', title: 'Ville', label: 'ville', value: 'nb_visites' },
      isAdditive: true,
    },
    {
      name: 'gammes',
      title: 'Visites par gamme',
      kind: 'bars',
      label: 'gamme',
      value: 'nbr_total_visites',
      choose: byGamme,
      parts: { name: 'specialites', title: 'Spécialité', label: 'specialite', value: 'nb_visites_total' },
      isAdditive: true,
    },
  ]),
  ...listsOf('performance', { unit: 'visites', format: 'integer' }, [
    { name: 'nombre_compte_visite_par_jour', title: 'Visites par jour', kind: 'line', label: 'date_visite', value: 'nombre_visites', choose: { filter: 'period', key: 'date_visite' }, isAdditive: true },
    { name: 'utilisateurs_plus_grand_nombre_visites', title: 'Ceux qui visitent le plus', kind: 'bars', label: 'delegue', value: 'nombre_visites' },
    { name: 'delegues_moins_nombre_visites', title: 'Délégués qui visitent le moins', kind: 'bars', label: 'delegue', value: 'nombre_visites' },
    { name: 'nombre_visites_par_region', title: 'Visites par région', kind: 'bars', label: 'region', value: 'nombre_visites', choose: { filter: 'region', key: 'region' } },
    { name: 'nombre_visites_par_potenciel', title: 'Visites par potentiel', kind: 'bars', label: 'code_potentiel', value: 'nombre_visites' },
    { name: 'nombre_compte_visite_par_type_compte', title: 'Visites par type de compte', kind: 'bars', label: 'code_type_partenaire', value: 'nombre_visites', labels: partnerTypes },
    { name: 'nombre_compte_visite_par_status', title: 'Visites par statut du partenaire', kind: 'bars', label: 'code_statut_partenaire', value: 'nombre_visites', labels: partnerStatuses },
  ]),
  ...listsOf('partenaire', { unit: 'partenaires', format: 'integer' }, [
    { name: 'Nombre_de_comptes_par_potentiel', title: 'Partenaires par potentiel', kind: 'donut', label: 'code_potentiel', value: 'nombre_partenaire', isAdditive: true },
    { name: 'Nombre_de_comptes_par_etablissement', title: 'Partenaires par établissement', kind: 'bars', label: 'etablissement', value: 'nombre_partenaire', isAdditive: true },
    {
      name: 'region_partenaire',
      title: 'Partenaires par région',
      kind: 'bars',
      label: 'region',
      value: 'total_partenaire',
      choose: byRegion,
      parts: { name: 'ville', title: 'Ville', label: 'ville', value: 'nb_partenaire' },
      isAdditive: true,
    },
    {
      name: 'gamme_partenaire',
      title: 'Partenaires par gamme',
      kind: 'bars',
      label: 'gamme',
      value: 'total_partenaire',
      choose: byGamme,
      parts: { name: 'specialites', title: 'Spécialité', label: 'specialite', value: 'nb_partenaire' },
      isAdditive: true,
    },
  ]),
  ...listsOf('users', { unit: 'utilisateurs', format: 'integer' }, [
    { name: 'nombre_nouvelle_utilisateur_par_mois', title: 'Premières visites, par mois', kind: 'line', label: ['annee', 'mois'], value: 'nombre_utilisateur', choose: { filter: 'period', key: 'mois' }, isAdditive: true },
    { name: 'pourcentage_visites_par_responsable', title: 'Visites par responsable', kind: 'bars', unit: 'visites', label: 'id_responsable', value: 'nombre_visites', names: 'users', choose: { filter: 'id_responsable', key: 'id_responsable' }, isAdditive: true },
    { name: 'nombre_utilisateur_par_role', title: 'Utilisateurs par rôle', kind: 'bars', label: 'role', value: 'nombre_utilisateur', labels: roles, isAdditive: true },
    { name: 'nombre_utilisateur_par_gammes', title: 'Utilisateurs par gamme', kind: 'bars', label: 'gamme', value: 'nombre_utilisateur', choose: byGamme },
    { name: 'nombre_utilisateur_par_regions', title: 'Utilisateurs par région', kind: 'bars', label: 'region', value: 'nombre_utilisateur', choose: byRegion },
    { name: 'nombre_utilisateur_par_status', title: 'Utilisateurs par statut du partenaire', kind: 'bars', label: 'code_statut_partenaire', value: 'nombre_utilisateur', labels: partnerStatuses },
  ]),
  ...listsOf('evaluation', { unit: 'évaluations', format: 'integer' }, [
    { name: 'Nombre_evaluation_par_Mois', title: 'Évaluations par mois', kind: 'line', label: 'date_integration', value: 'Nombre_evaluation', choose: { filter: 'period', key: 'date_integration' }, isAdditive: true },
    { name: 'pourcentage_evaluations_role', title: 'Évaluations par rôle de l’évaluateur', kind: 'donut', label: 'role_createur', value: 'Nombre_evaluation', labels: roles, isAdditive: true },
    {
      name: 'categories',
      title: 'Moyenne par catégorie',
      kind: 'bars',
      unit: 'points',
      format: 'decimal',
      label: 'categorie',
      value: 'moyenne_points_categorie',
      choose: { filter: 'code_categorie', key: 'code_categorie' },
      parts: { name: 'sous_categories', title: 'Sous-catégorie', label: 'sous_categorie', value: 'moyenne_points_sous_categorie' },
    },
    { name: 'moyenne_points_utilisateurs', title: 'Moyenne par utilisateur', kind: 'bars', unit: 'points', format: 'decimal', label: 'FullName_utilisateur', value: 'points_obtenus' },
    { name: 'Nombre_visites_par_moyen_evaluation', title: 'Visites selon les points obtenus', kind: 'bars', unit: 'visites', label: 'points_obtenus', value: 'nombre_visites' },
  ]),
  ...listsOf('invest', { unit: 'MAD', format: 'money' }, [
    { name: 'budget_par_statut', title: 'Budget par statut', kind: 'donut', label: 'code_statut_bc', value: 'budget', labels: caseStatuses, isAdditive: true },
    { name: 'budget_par_type_investissement', title: 'Budget par type d’investissement', kind: 'bars', label: 'code_type_investissement', value: 'budget', names: 'investmentTypes', choose: { filter: 'code_type_investissement', key: 'code_type_investissement' }, isAdditive: true },
    { name: 'budget_par_region', title: 'Budget par région', kind: 'bars', label: 'region', value: 'budget', choose: byRegion, isAdditive: true },
    { name: 'budget_par_gamme', title: 'Budget par gamme', kind: 'bars', label: 'gamme', value: 'budget', choose: byGamme, isAdditive: true },
    { name: 'budget_par_specialite', title: 'Budget par spécialité', kind: 'bars', label: 'specialite', value: 'budget', isAdditive: true },
    { name: 'budget_par_potentiel', title: 'Budget par potentiel', kind: 'bars', label: 'code_potentiel', value: 'budget', isAdditive: true },
    { name: 'budget_par_categorie_investissement', title: 'Budget par catégorie', kind: 'bars', label: 'code_categorie_investissement', value: 'budget', isAdditive: true },
    { name: 'budget_par_visites', title: 'Budget selon le nombre de visites', kind: 'bars', label: 'Nombre de nombre de visites', value: 'budget', isAdditive: true },
  ]),
];

export function findList(page: string, name: string): VisitesList | undefined {
  return visitesLists.find((list) => list.page === page && list.name === name);
}
