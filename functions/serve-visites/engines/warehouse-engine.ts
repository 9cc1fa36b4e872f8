import { createReference } from '../../../shared/domain/visites/analytics/reference.ts';
import { pageQuery, toPageCells } from '../../../shared/domain/visites/sql/page-query.ts';
import { readReferenceRows, referenceQueries } from '../../../shared/domain/visites/sql/reference-queries.ts';
import type { VisitesEngine } from '../../../shared/ports/visites-engine.ts';
import type { QueryParameters, Row } from '../../../shared/ports/warehouse.ts';

/** Runs one GoogleSQL SELECT over the tables of that version, which it names without it. */
export type AskVersion = (sql: string, parameters: QueryParameters, version: string) => Promise<readonly Row[]>;

/** Counts in the warehouse, one job a page: for data that no memory holds. */
export function createWarehouseEngine(ask: AskVersion): VisitesEngine {
  return {
    async open(version) {
      const [users, codifications, observed] = await Promise.all(
        [referenceQueries.users, referenceQueries.codifications, referenceQueries.observed].map((sql) =>
          ask(sql, {}, version),
        ),
      );
      const rows = readReferenceRows({ users, codifications, observed });
      const reference = createReference(rows.users, rows.codifications, rows.observed);
      return {
        version,
        reference,
        async count(page, selection) {
          const { sql, parameters } = pageQuery(page, selection, reference);
          return toPageCells(page, await ask(sql, parameters, version));
        },
      };
    },
  };
}
