import type { Tables } from './random-tables.ts';

// The six answers by the plainest reading of the rules: lists, loops and sets, one question after the other, nothing shared
// with the engines but the names of the columns. Slow, and meant to be read beside the rules.

export interface NaiveQuestion {
  readonly filters: {
    readonly id_utilisateur?: number | undefined;
    readonly id_responsable?: number | undefined;
    readonly annee?: number | undefined;
    readonly mois?: number | undefined;
    readonly start_date?: string | undefined;
    readonly end_date?: string | undefined;
    readonly gamme?: string | undefined;
    readonly region?: string | undefined;
    readonly inclure_supprimees?: boolean | undefined;
    readonly code_categorie?: string | undefined;
    readonly id_partenaire?: number | undefined;
    readonly id_business_case?: number | undefined;
    readonly code_type_investissement?: string | undefined;
  };
  /** Undefined: sees everybody's. */
  readonly callerId?: number | undefined;
}

type Item = Record<string, unknown>;
type Code = string | null;
const french = new Intl.Collator('fr', { numeric: true });

/** What one page answers. */
export function naiveAnswer(page: string, tables: Tables, question: NaiveQuestion): Item {
  const naive = new Naive(tables, question);
  switch (page) {
    case 'data':
      return naive.data();
    case 'performance':
      return naive.performance();
    case 'partenaire':
      return naive.partenaire();
    case 'users':
      return naive.users();
    case 'evaluation':
      return naive.evaluation();
    case 'invest':
      return naive.invest();
    default:
      throw new Error(page);
  }
}

class Naive {
  readonly tables: Tables;
  readonly question: NaiveQuestion;
  constructor(tables: Tables, question: NaiveQuestion) {
    this.tables = tables;
    this.question = question;
  }

  /** A user and whoever has somebody of the list as responsable, until nobody comes to it any more. */
  subtree(id: number): number[] {
    const list = [id];
    for (;;) {
      const more = this.tables.tab_utilisateur.filter(
        (user) =>
          !list.includes(user.id_utilisateur) && user.id_responsable !== null && list.includes(user.id_responsable),
      );
      if (more.length === 0) return list;
      list.push(...more.map((user) => user.id_utilisateur));
    }
  }

  mayBeSeen(user: number | null): boolean {
    const { callerId } = this.question;
    return callerId === undefined || (user !== null && this.subtree(callerId).includes(user));
  }

  isAsked(user: number | null): boolean {
    const { id_utilisateur, id_responsable } = this.question.filters;
    if (id_utilisateur !== undefined && user !== id_utilisateur) return false;
    if (id_responsable !== undefined && (user === null || !this.subtree(id_responsable).includes(user))) return false;
    return this.mayBeSeen(user);
  }

  isInPeriod(day: string | null): boolean {
    const { annee, mois, start_date, end_date } = this.question.filters;
    if (annee === undefined && mois === undefined && start_date === undefined && end_date === undefined) return true;
    if (day === null) return false;
    if (annee !== undefined && Number(day.slice(0, 4)) !== annee) return false;
    if (mois !== undefined && Number(day.slice(5, 7)) !== mois) return false;
    return (start_date === undefined || day >= start_date) && (end_date === undefined || day <= end_date);
  }

  label(type: string, code: string): string {
    const found = this.tables.tab_par_codification.find(
      (row) => row.type_codification === type && row.code_codification === code,
    );
    return found?.libelle_codification ?? code;
  }

  /** A code, or the text that it is called, whatever its case and accents. */
  isNamed(type: string, code: Code, asked: string | undefined): boolean {
    if (asked === undefined) return true;
    if (code === null) return false;
    const plain = (text: string) =>
      text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase();
    const isKnown = this.tables.tab_par_codification.some(
      (row) => row.type_codification === type && row.code_codification === code,
    );
    return code === asked || (isKnown && plain(this.label(type, code)) === plain(asked));
  }

  codes(...types: string[]): { code: string; parent: Code }[] {
    const found: { code: string; parent: Code }[] = [];
    for (const type of types) {
      const rows = this.tables.tab_par_codification.filter((row) => row.type_codification === type);
      rows.sort((a, b) => {
        const [one, other] = [a.ordre_codification ?? 1e15, b.ordre_codification ?? 1e15];
        const names = french.compare(this.label(type, a.code_codification), this.label(type, b.code_codification));
        return one - other || names || french.compare(a.code_codification, b.code_codification);
      });
      for (const row of rows) {
        if (!found.some(({ code }) => code === row.code_codification)) {
          found.push({ code: row.code_codification, parent: row.code_parent });
        }
      }
    }
    return found;
  }

  /** Published codes first, then those of the column. */
  observed(published: string[], column: Code[]): string[] {
    const others = [...new Set(column)].filter((code) => code !== null).filter((code) => !published.includes(code));
    return [...published, ...others.sort(french.compare)];
  }

  potentials = () =>
    this.observed(
      [],
      this.tables.tab_partenaire.map((row) => row.code_potentiel),
    );
  statuses = () =>
    this.observed(
      ['VALI', 'REJE', 'MIGR'],
      this.tables.tab_partenaire.map((row) => row.code_statut_partenaire),
    );

  partner(id: number | null) {
    return this.tables.tab_partenaire.find((row) => row.id_partenaire === id);
  }

  user(id: number | null) {
    return this.tables.tab_utilisateur.find((row) => row.id_utilisateur === id);
  }

  name(id: number | null): string {
    const user = this.user(id);
    if (user === undefined) return 'inconnu';
    const name = [user.nom, user.prenom].filter((part) => part !== null).join(' ');
    return name === '' ? String(id) : name;
  }

  /** Visit x partner: the visits that count, each with each of its partners, or with none. */
  rows() {
    const { filters } = this.question;
    return this.tables.tab_visite
      .filter((visit) => this.isAsked(visit.id_utilisateur) && this.isInPeriod(visit.date_visite))
      .filter((visit) => filters.inclure_supprimees === true || visit.code_statut_visite !== 'SUPP')
      .flatMap((visit) => {
        const met = this.tables.tab_partenaire_visite.filter((pair) => pair.id_visite === visit.id_visite);
        const none: ((typeof met)[number] | undefined)[] = [undefined];
        return (met.length === 0 ? none : met).map((pair) => ({ visit, met: pair }));
      })
      .map(({ visit, met }) => ({
        visit,
        partner: this.partner(met?.id_partenaire ?? null),
        partnerId: met?.id_partenaire ?? null,
        region: met?.code_region_partenaire ?? null,
        town: met?.code_ville_partenaire ?? null,
        gamme: met?.code_gamme_partenaire ?? null,
        speciality: met?.code_specialite_partenaire ?? null,
        type: met?.code_type_partenaire ?? null,
      }))
      .filter((row) => this.isNamed('REGI', row.region, filters.region))
      .filter((row) => this.isNamed('GAMM', row.gamme, filters.gamme));
  }

  /** One item a known code, then one each of the others, then one for what has none; `make` counts what is in it. */
  list<T>(
    rows: readonly T[],
    codeOf: (row: T) => Code,
    known: string[],
    make: (code: Code, rows: T[]) => { item: Item; count: number },
  ): Item[] {
    const others = [...new Set(rows.map(codeOf))]
      .filter((code) => code !== null)
      .filter((code) => !known.includes(code));
    const items = [...known, ...others.sort()].map(
      (code) =>
        make(
          code,
          rows.filter((row) => codeOf(row) === code),
        ).item,
    );
    const unknown = make(
      null,
      rows.filter((row) => codeOf(row) === null),
    );
    return unknown.count === 0 ? items : [...items, unknown.item];
  }

  text(type: string, code: Code): string {
    return code === null ? 'inconnu' : this.label(type, code);
  }

  /** Regions with their towns, gammes with their specialities. */
  tree<T>(
    rows: readonly T[],
    of: 'place' | 'field',
    codes: (row: T) => [Code, Code],
    keys: { total: string; part: string },
  ): Item[] {
    const place = of === 'place';
    const parents = this.codes(place ? 'REGI' : 'GAMM').map(({ code }) => code);
    return this.list(
      rows,
      (row) => codes(row)[0],
      parents,
      (parent, theirs) => {
        const head = this.text(place ? 'REGI' : 'GAMM', parent);
        const known = place
          ? []
          : this.codes('SPEC')
              .filter((code) => code.parent === parent && parent !== null)
              .map(({ code }) => code);
        const type = place ? 'VILL' : 'SPEC';
        const there = [...new Set(theirs.map((row) => codes(row)[1]))].filter((code) => !known.includes(code ?? ''));
        const named = there
          .filter((code) => code !== null)
          .sort((a, b) => {
            const [one, other] = [this.label(type, a), this.label(type, b)];
            return french.compare(one, other) || (one < other ? -1 : one > other ? 1 : a < b ? -1 : 1);
          });
        const parts = [...known, ...named, ...(there.includes(null) ? [null] : [])].map((code) => {
          const count = theirs.filter((row) => codes(row)[1] === code).length;
          const label = this.text(type, code);
          return place
            ? {
                code_ville_partenaire: code,
                code_region_partenaire: parent,
                ville: label,
                region: head,
                [keys.part]: count,
              }
            : { code_specialite: code, specialite: label, gamme: head, code_gamme: parent, [keys.part]: count };
        });
        const item = place
          ? { code_region_partenaire: parent, region: head, [keys.total]: theirs.length, ville: parts }
          : { code_gamme: parent, gamme: head, [keys.total]: theirs.length, specialites: parts };
        return { item, count: theirs.length };
      },
    );
  }

  data(): Item {
    const rows = this.rows();
    const isType = (row: (typeof rows)[number], type: string) =>
      row.partner?.code_type_etablissement != null &&
      this.tables.tab_par_codification.find(
        (code) =>
          ['ETPR', 'ETPU'].includes(code.type_codification) &&
          code.code_codification === row.partner?.code_type_etablissement &&
          (code.type_codification === 'ETPR' ||
            !this.tables.tab_par_codification.some(
              (other) => other.type_codification === 'ETPR' && other.code_codification === code.code_codification,
            )),
      )?.type_codification === type;
    const count = (plan: string, test: (row: (typeof rows)[number]) => boolean) =>
      rows.filter((row) => row.visit.code_type_visite === plan && test(row)).length;
    const counters: Item = {};
    for (const [suffix, plan] of [
      ['planifiees', 'PLAN'],
      ['non_planifiees', 'HOPL'],
    ] as const) {
      counters[`nbr_total_visites_${suffix}`] = count(plan, () => true);
      counters[`nbr_visites_medicales_${suffix}`] = count(plan, (row) => row.type === 'MEDE');
      counters[`nbr_visites_pharmaceutiques_${suffix}`] = count(plan, (row) => row.type === 'PHAR');
      counters[`nbr_visites_privees_${suffix}`] = count(plan, (row) => isType(row, 'ETPR'));
      counters[`nbr_visites_publiques_${suffix}`] = count(plan, (row) => isType(row, 'ETPU'));
      counters[`nbr_visites_simple_${suffix}`] = count(plan, (row) => row.visit.type_visite === 'S');
      counters[`nbr_visites_groupe_${suffix}`] = count(plan, (row) => row.visit.type_visite === 'G');
      counters[`nbr_visites_indiviuel_${suffix}`] = count(plan, (row) => row.visit.flag_accompagnee === 'N');
      counters[`nbr_visites_en_double_${suffix}`] = count(plan, (row) => row.visit.flag_accompagnee === 'O');
    }
    counters.nbr_total_visites_inconnues = rows.filter(
      (row) => row.visit.code_type_visite !== 'PLAN' && row.visit.code_type_visite !== 'HOPL',
    ).length;
    return {
      statistiques: {
        ...counters,
        region: this.tree(rows, 'place', (row) => [row.region, row.town], {
          total: 'nb_visites_total',
          part: 'nb_visites',
        }),
        gammes: this.tree(rows, 'field', (row) => [row.gamme, row.speciality], {
          total: 'nbr_total_visites',
          part: 'nb_visites_total',
        }),
      },
    };
  }

  performance(): Item {
    const rows = this.rows();
    const visitsOf = (some: typeof rows) => new Set(some.map((row) => row.visit.id_visite)).size;
    const list = (
      codeOf: (row: (typeof rows)[number]) => Code,
      known: string[],
      item: (code: Code, n: number) => Item,
    ) => this.list(rows, codeOf, known, (code, some) => ({ item: item(code, visitsOf(some)), count: some.length }));
    const types = this.observed(
      ['MEDE', 'PHAR'],
      this.tables.tab_partenaire.map((row) => row.code_type_partenaire),
    );
    const ranked = (users: number[], sign: number) =>
      users
        .map((id) => ({ id, name: this.name(id), n: visitsOf(rows.filter((row) => row.visit.id_utilisateur === id)) }))
        .sort(
          (a, b) =>
            sign * (a.n - b.n) ||
            french.compare(a.name, b.name) ||
            (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id),
        )
        .slice(0, 5)
        .map(({ name, n }) => ({ delegue: name, nombre_visites: n }));
    const delegates = this.tables.tab_utilisateur.filter(
      (user) => user.role === 'DEL' && user.code_statut === 'ACTI' && this.isAsked(user.id_utilisateur),
    );
    const days = rows.map((row) => row.visit.date_visite).sort();
    const calendar: Item[] = [];
    for (let at = Date.parse(days[0] ?? ''); at <= Date.parse(days.at(-1) ?? ''); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      calendar.push({
        date_visite: day,
        nombre_visites: visitsOf(rows.filter((row) => row.visit.date_visite === day)),
      });
    }
    return {
      nombre_compte_visite_par_type_compte: list(
        (row) => row.type,
        types,
        (code, n) => ({ code_type_partenaire: code, nombre_visites: n }),
      ),
      nombre_compte_visite_par_status: list(
        (row) => row.partner?.code_statut_partenaire ?? null,
        this.statuses(),
        (code, n) => ({ code_statut_partenaire: code, nombre_visites: n }),
      ),
      nombre_visites_par_potenciel: list(
        (row) => row.partner?.code_potentiel ?? null,
        this.potentials(),
        (code, n) => ({ code_potentiel: code, nombre_visites: n }),
      ),
      nombre_visites_par_region: list(
        (row) => row.region,
        this.codes('REGI').map(({ code }) => code),
        (code, n) => ({ region: this.text('REGI', code), nombre_visites: n }),
      ),
      utilisateurs_plus_grand_nombre_visites: ranked([...new Set(rows.map((row) => row.visit.id_utilisateur))], -1),
      delegues_moins_nombre_visites: ranked(
        delegates.map((user) => user.id_utilisateur),
        1,
      ),
      nombre_compte_visite_par_jour: calendar,
    };
  }

  partenaire(): Item {
    const rows = this.rows();
    const partners = [...new Set(rows.map((row) => row.partnerId))]
      .filter((id) => id !== null)
      .map((id) => ({
        own: this.partner(id),
        visits: new Set(rows.filter((row) => row.partnerId === id).map((row) => row.visit.id_visite)).size,
      }));
    const establishments = this.codes('ETPR', 'ETPU').map(({ code }) => code);
    const labelOf = (code: string) => {
      const rank = (type: string) => (type === 'ETPR' ? 0 : 1);
      const found = this.tables.tab_par_codification
        .filter((row) => ['ETPR', 'ETPU'].includes(row.type_codification) && row.code_codification === code)
        .sort((a, b) => rank(a.type_codification) - rank(b.type_codification))[0];
      return found?.libelle_codification ?? code;
    };
    return {
      Nombre_de_comptes_par_potentiel: this.list(
        partners,
        ({ own }) => own?.code_potentiel ?? null,
        this.potentials(),
        (code, some) => ({ item: { code_potentiel: code, nombre_partenaire: some.length }, count: some.length }),
      ),
      Nombre_de_visites_moyen:
        partners.length === 0 ? 0 : partners.reduce((sum, { visits }) => sum + visits, 0) / partners.length,
      Nombre_de_comptes_par_etablissement: this.list(
        partners,
        ({ own }) => own?.code_type_etablissement ?? null,
        establishments,
        (code, some) => ({
          item: { etablissement: code === null ? 'inconnu' : labelOf(code), nombre_partenaire: some.length },
          count: some.length,
        }),
      ),
      region_partenaire: this.tree(
        partners,
        'place',
        ({ own }) => [own?.code_region_partenaire ?? null, own?.code_ville_partenaire ?? null],
        { total: 'total_partenaire', part: 'nb_partenaire' },
      ),
      gamme_partenaire: this.tree(
        partners,
        'field',
        ({ own }) => [own?.code_gamme_partenaire ?? null, own?.code_specialite_partenaire ?? null],
        { total: 'total_partenaire', part: 'nb_partenaire' },
      ),
    };
  }

  users(): Item {
    const rows = this.rows();
    const usersOf = (some: typeof rows) => new Set(some.map((row) => row.visit.id_utilisateur)).size;
    const list = (
      codeOf: (row: (typeof rows)[number]) => Code,
      known: string[],
      item: (code: Code, n: number) => Item,
    ) => this.list(rows, codeOf, known, (code, some) => ({ item: item(code, usersOf(some)), count: some.length }));
    const months = [...new Set(rows.map((row) => row.visit.id_utilisateur))].map((user) => {
      const theirs = rows.filter((row) => row.visit.id_utilisateur === user).map((row) => row.visit.date_visite);
      return (theirs.sort()[0] ?? '').slice(0, 7);
    });
    const visits = new Map(rows.map((row) => [row.visit.id_visite, row.visit.id_responsable]));
    const heads = [...new Set(visits.values())].map((head) => ({
      head,
      n: [...visits.values()].filter((other) => other === head).length,
    }));
    heads.sort((a, b) => b.n - a.n || (a.head === null ? 1 : b.head === null ? -1 : a.head - b.head));
    return {
      nombre_nouvelle_utilisateur_par_mois: [...new Set(months)].sort().map((month) => ({
        annee: Number(month.slice(0, 4)),
        mois: Number(month.slice(5, 7)),
        nombre_utilisateur: months.filter((other) => other === month).length,
      })),
      nombre_utilisateur_par_gammes: list(
        (row) => row.gamme,
        this.codes('GAMM').map(({ code }) => code),
        (code, n) => ({
          code_gamme: code,
          code_gamme_partenaire: code,
          gamme: this.text('GAMM', code),
          nombre_utilisateur: n,
        }),
      ),
      pourcentage_visites_par_responsable: heads.map(({ head, n }) => ({
        id_responsable: head,
        nombre_visites: n,
        pourcentage: Math.round((n * 1000) / visits.size) / 10,
      })),
      nombre_utilisateur_par_regions: list(
        (row) => row.region,
        this.codes('REGI').map(({ code }) => code),
        (code, n) => ({ region: this.text('REGI', code), nombre_utilisateur: n, code_region_partenaire: code }),
      ),
      nombre_utilisateur_par_status: list(
        (row) => row.partner?.code_statut_partenaire ?? null,
        this.statuses(),
        (code, n) => ({ code_statut_partenaire: code, nombre_utilisateur: n }),
      ),
      nombre_utilisateur_par_role: list(
        (row) => this.user(row.visit.id_utilisateur)?.role ?? null,
        ['ADMI', 'DIR', 'PM', 'ACH', 'DRG', 'DSM', 'KAM', 'DEL'],
        (code, n) => ({ role: code, nombre_utilisateur: n }),
      ),
    };
  }

  evaluation(): Item {
    const { code_categorie: category } = this.question.filters;
    const detailsOf = (id: number) =>
      this.tables.tab_evaluation_detailed.filter(
        (detail) => detail.id_evaluation === id && (category === undefined || detail.code_categorie === category),
      );
    const evaluations = this.tables.tab_evaluation.filter(
      (row) =>
        this.isAsked(row.id_utilisateur_evalue) &&
        this.isInPeriod(row.date_integration) &&
        (category === undefined || detailsOf(row.id).length > 0),
    );
    const visitsOf = (user: number | null) =>
      this.tables.tab_visite.filter((visit) => visit.id_utilisateur === user && visit.code_statut_visite !== 'SUPP')
        .length;
    const mean = (points: (number | null)[]) => {
      const given = points.filter((value) => value !== null);
      if (given.length === 0) return null;
      return given.reduce((sum, value) => sum + Math.round(value * 1000), 0) / given.length / 1000;
    };
    const inOrder = <T extends string | number | null>(values: T[]) =>
      [...new Set(values)].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
    const byLabel = (type: string) => (a: Code, b: Code) => {
      if (a === null || b === null) return a === null ? 1 : -1;
      const [one, other] = [this.label(type, a), this.label(type, b)];
      return (
        french.compare(one, other) || (one < other ? -1 : one > other ? 1 : french.compare(a, b) || (a < b ? -1 : 1))
      );
    };
    const details = evaluations.flatMap((row) => detailsOf(row.id));
    return {
      Nombre_visites_par_moyen_evaluation: inOrder(evaluations.map((row) => row.points_obtenu)).map((points) => ({
        points_obtenus: points,
        nombre_visites: evaluations
          .filter((row) => row.points_obtenu === points)
          .reduce((sum, row) => sum + visitsOf(row.id_utilisateur_evalue), 0),
      })),
      Nombre_evaluation_par_Mois: inOrder(evaluations.map((row) => row.date_integration?.slice(0, 7) ?? null)).map(
        (month) => ({
          date_integration: month,
          Nombre_evaluation: evaluations.filter((row) => (row.date_integration?.slice(0, 7) ?? null) === month).length,
        }),
      ),
      pourcentage_evaluations_role: this.list(
        evaluations,
        (row) => this.user(row.id_createur)?.role ?? null,
        ['ADMI', 'DIR', 'PM', 'ACH', 'DRG', 'DSM', 'KAM', 'DEL'],
        (code, some) => ({
          item: {
            role_createur: code,
            Nombre_evaluation: some.length,
            pourcentage: evaluations.length === 0 ? 0 : Math.round((some.length * 1000) / evaluations.length) / 10,
          },
          count: some.length,
        }),
      ),
      moyenne_points_utilisateurs: [...new Set(evaluations.map((row) => row.id_utilisateur_evalue))]
        .map((id) => ({ id: id ?? Number.POSITIVE_INFINITY, name: this.name(id), real: id }))
        .sort((a, b) => french.compare(a.name, b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
        .map(({ name, real }) => ({
          FullName_utilisateur: name,
          points_obtenus: mean(
            evaluations.filter((row) => row.id_utilisateur_evalue === real).map((row) => row.points_obtenu),
          ),
        })),
      categories: [...new Set(details.map((detail) => detail.code_categorie))].sort(byLabel('CEVA')).map((code) => {
        const theirs = details.filter((detail) => detail.code_categorie === code);
        return {
          code_categorie: code,
          categorie: this.text('CEVA', code),
          moyenne_points_categorie: mean(theirs.map((detail) => detail.point_obtenu)),
          sous_categories: [...new Set(theirs.map((detail) => detail.code_sous_categorie))]
            .sort(byLabel('SEVA'))
            .map((part) => ({
              code_sous_categorie: part,
              sous_categorie: this.text('SEVA', part),
              moyenne_points_sous_categorie: mean(
                theirs.filter((detail) => detail.code_sous_categorie === part).map((detail) => detail.point_obtenu),
              ),
            })),
        };
      }),
    };
  }

  invest(): Item {
    const { filters } = this.question;
    const cases = this.tables.tab_partenaire_bc
      .filter((row) => this.isAsked(row.id_responsable) && this.isInPeriod(row.date_realisation))
      .filter((row) => filters.id_partenaire === undefined || row.id_partenaire === filters.id_partenaire)
      .filter((row) => filters.id_business_case === undefined || row.id_business_case === filters.id_business_case)
      .filter(
        (row) =>
          filters.code_type_investissement === undefined ||
          row.code_type_investissement === filters.code_type_investissement,
      )
      .map((row) => ({ ...row, own: this.partner(row.id_partenaire) }))
      .filter((row) => this.isNamed('REGI', row.own?.code_region_partenaire ?? null, filters.region))
      .filter((row) => this.isNamed('GAMM', row.own?.code_gamme_partenaire ?? null, filters.gamme));
    const seen = this.tables.tab_visite.filter(
      (visit) => visit.code_statut_visite !== 'SUPP' && this.mayBeSeen(visit.id_utilisateur),
    );
    const visitsOf = (partner: number | null) =>
      new Set(
        this.tables.tab_partenaire_visite
          .filter((pair) => pair.id_partenaire === partner && seen.some((visit) => visit.id_visite === pair.id_visite))
          .map((pair) => pair.id_visite),
      ).size;
    const budget = (some: typeof cases) => some.reduce((sum, row) => sum + (row.budget_centimes ?? 0), 0) / 100;
    const list = (
      codeOf: (row: (typeof cases)[number]) => Code,
      known: string[],
      item: (code: Code, n: number) => Item,
    ) => this.list(cases, codeOf, known, (code, some) => ({ item: item(code, budget(some)), count: budget(some) }));
    const known = (type: string) => this.codes(type).map(({ code }) => code);
    const numbers = [...new Set(cases.map((row) => visitsOf(row.id_partenaire)))].sort((a, b) => a - b);
    return {
      budget_par_visites: numbers.map((n) => ({
        'Nombre de nombre de visites': n,
        budget: budget(cases.filter((row) => visitsOf(row.id_partenaire) === n)),
      })),
      budget_par_gamme: list(
        (row) => row.own?.code_gamme_partenaire ?? null,
        known('GAMM'),
        (code, n) => ({
          code_gamme: code,
          budget: n,
          code_gamme_partenaire: code,
          gamme: this.text('GAMM', code),
        }),
      ),
      budget_par_statut: list(
        (row) => row.code_statut_bc,
        this.observed(
          ['ENAT', 'VALI', 'REAL', 'REJE'],
          this.tables.tab_partenaire_bc.map((row) => row.code_statut_bc),
        ),
        (code, n) => ({ code_statut_bc: code, budget: n }),
      ),
      budget_par_potentiel: list(
        (row) => row.own?.code_potentiel ?? null,
        this.potentials(),
        (code, n) => ({ code_potentiel: code, budget: n }),
      ),
      budget_par_specialite: list(
        (row) => row.own?.code_specialite_partenaire ?? null,
        known('SPEC'),
        (code, n) => ({ code_specialite: code, budget: n, specialite: this.text('SPEC', code) }),
      ),
      budget_par_region: list(
        (row) => row.own?.code_region_partenaire ?? null,
        known('REGI'),
        (code, n) => ({ code_region_partenaire: code, budget: n, region: this.text('REGI', code) }),
      ),
      budget_par_type_investissement: list(
        (row) => row.code_type_investissement,
        known('TYIN'),
        (code, n) => ({ code_type_investissement: code, budget: n }),
      ),
      budget_par_categorie_investissement: list(
        (row) => row.code_categorie_investissement,
        this.observed(
          [],
          this.tables.tab_partenaire_bc.map((row) => row.code_categorie_investissement),
        ),
        (code, n) => ({ code_categorie_investissement: code, budget: n }),
      ),
    };
  }
}
