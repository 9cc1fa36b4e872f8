/**
 * GoogleSQL: the cards `f` with their final status. A conversation closes a card as HUMAN; else the last archived call that
 * noted a status says it; else MACHIN, where the segment is of the year.
 */
export const cardsWithStatus = `
    latest AS (
      SELECT main_id, status
      FROM (
        SELECT main_id, status, ROW_NUMBER() OVER (PARTITION BY main_id ORDER BY call_time DESC, id_appel DESC) AS rang
        FROM fiches.archives_appel
        WHERE NULLIF(status, '') IS NOT NULL
      ) AS calls
      WHERE rang = 1
    ),
    cards AS (
      SELECT
        f.*,
        CASE
          WHEN f.codefinappel IN ('CPLUS', 'REFUS', 'CAS PARTICULIER') THEN 'HUMAN'
          WHEN latest.status IS NOT NULL THEN latest.status
          WHEN REGEXP_CONTAINS(f.fichier, CONCAT('_', @annee, '[0-9]{4}(_|$)')) THEN 'MACHIN'
        END AS statut
      FROM fiches.fiches AS f
      LEFT JOIN latest ON latest.main_id = f.main_id
    )`;
