/**
 * GoogleSQL functions that DuckDB lacks or means otherwise (`google_...`: the translation renames calls to them).
 * Weeks start on Sunday in GoogleSQL unless ISOWEEK is asked.
 */
export const macros: readonly string[] = [
  'format_date(f, d) AS strftime(CAST(d AS DATE), f)',
  'format_timestamp(f, t) AS strftime(CAST(t AS TIMESTAMP), f)',
  'parse_date(f, s) AS CAST(strptime(s, f) AS DATE)',
  'parse_timestamp(f, s) AS CAST(strptime(s, f) AS TIMESTAMP)',
  'google_timestamp(t) AS CAST(t AS TIMESTAMP)',
  'google_date(t) AS CAST(t AS DATE)',
  `google_part(p) AS CASE p WHEN 'WEEK' THEN 'week' WHEN 'ISOWEEK' THEN 'week' ELSE p END`,
  `google_shift(p) AS CASE p WHEN 'WEEK' THEN 1 ELSE 0 END`,
  'google_date_trunc(d, p) AS CAST(date_trunc(google_part(p), CAST(d AS DATE) + google_shift(p)) AS DATE) - google_shift(p)',
  `google_timestamp_trunc(t, p) AS CAST(date_trunc(google_part(p), CAST(t AS TIMESTAMP) + google_shift(p) * INTERVAL 1 DAY) AS TIMESTAMP)
    - google_shift(p) * INTERVAL 1 DAY`,
  `google_date_diff(a, b, p) AS CASE google_part(p) WHEN 'week' THEN (google_date_trunc(a, p) - google_date_trunc(b, p)) // 7
    ELSE date_diff(google_part(p), CAST(b AS DATE), CAST(a AS DATE)) END`,
  'timestamp_diff(a, b, p) AS date_sub(p, CAST(b AS TIMESTAMP), CAST(a AS TIMESTAMP))',
  'google_date_add(d, i) AS CAST(CAST(d AS DATE) + i AS DATE)',
  'google_date_sub(d, i) AS CAST(CAST(d AS DATE) - i AS DATE)',
  'timestamp_add(t, i) AS CAST(t AS TIMESTAMP) + i',
  'timestamp_sub(t, i) AS CAST(t AS TIMESTAMP) - i',
  'google_day_of_week(d) AS dayofweek(d) + 1',
  `generate_date_array(a, b) AS list_transform(generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), INTERVAL 1 DAY), lambda x : CAST(x AS DATE)),
    (a, b, i) AS list_transform(generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), i), lambda x : CAST(x AS DATE))`,
  // DuckDB's own is NULL when no row answers the condition; GoogleSQL's counts none.
  'google_countif(c) AS count(CASE WHEN c THEN 1 END)',
  'safe_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END',
  'div(a, b) AS a // b',
  'logical_or(c) AS bool_or(c)',
  'logical_and(c) AS bool_and(c)',
  'regexp_contains(s, r) AS regexp_matches(s, r)',
  `google_json_value(j, p) AS CASE WHEN json_type(j, p) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(j, p) END`,
  'json_query(j, p) AS json_extract(j, p)',
  'to_json_string(v) AS CAST(to_json(v) AS VARCHAR)',
];
