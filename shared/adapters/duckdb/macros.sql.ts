/**
 * GoogleSQL functions that DuckDB lacks or means otherwise (`google_...`: the translation renames calls to them).
 * Weeks start on Sunday in GoogleSQL unless ISOWEEK is asked.
 */
export const macros: readonly string[] = [
  `google_format(f) AS replace(replace(f, '%F', '%Y-%m-%d'), '%T', '%H:%M:%S')`,
  'format_date(f, d) AS strftime(CAST(d AS DATE), google_format(f))',
  'format_timestamp(f, t) AS strftime(CAST(t AS TIMESTAMP), google_format(f))',
  'parse_date(f, s) AS CAST(strptime(s, google_format(f)) AS DATE)',
  'parse_timestamp(f, s) AS CAST(strptime(s, google_format(f)) AS TIMESTAMP)',
  'google_timestamp(t) AS CAST(t AS TIMESTAMP)',
  'google_date(t) AS CAST(t AS DATE)',
  `google_date_trunc(d, p) AS CASE p WHEN 'WEEK' THEN CAST(date_trunc('week', CAST(d AS DATE) + 1) AS DATE) - 1
    WHEN 'ISOWEEK' THEN CAST(date_trunc('week', CAST(d AS DATE)) AS DATE) ELSE CAST(date_trunc(p, CAST(d AS DATE)) AS DATE) END`,
  `google_timestamp_trunc(t, p) AS CASE p WHEN 'WEEK' THEN CAST(google_date_trunc(CAST(t AS DATE), p) AS TIMESTAMP)
    WHEN 'ISOWEEK' THEN CAST(google_date_trunc(CAST(t AS DATE), p) AS TIMESTAMP) ELSE CAST(date_trunc(p, CAST(t AS TIMESTAMP)) AS TIMESTAMP) END`,
  `google_date_diff(a, b, p) AS CASE p WHEN 'WEEK' THEN date_diff('week', CAST(b AS DATE) + 1, CAST(a AS DATE) + 1)
    WHEN 'ISOWEEK' THEN date_diff('week', CAST(b AS DATE), CAST(a AS DATE)) ELSE date_diff(p, CAST(b AS DATE), CAST(a AS DATE)) END`,
  'timestamp_diff(a, b, p) AS date_sub(p, CAST(b AS TIMESTAMP), CAST(a AS TIMESTAMP))',
  'google_date_add(d, i) AS CAST(CAST(d AS DATE) + i AS DATE)',
  'google_date_sub(d, i) AS CAST(CAST(d AS DATE) - i AS DATE)',
  'timestamp_add(t, i) AS CAST(t AS TIMESTAMP) + i',
  'timestamp_sub(t, i) AS CAST(t AS TIMESTAMP) - i',
  'google_day_of_week(d) AS dayofweek(d) + 1',
  `generate_date_array(a, b) AS list_transform(generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), INTERVAL 1 DAY), lambda x : CAST(x AS DATE)),
    (a, b, i) AS list_transform(generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), i), lambda x : CAST(x AS DATE))`,
  'safe_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END',
  'div(a, b) AS a // b',
  'logical_or(c) AS bool_or(c)',
  'logical_and(c) AS bool_and(c)',
  'regexp_contains(s, r) AS regexp_matches(s, r)',
  `google_json_value(j, p) AS CASE WHEN json_type(j, p) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(j, p) END`,
  'json_query(j, p) AS json_extract(j, p)',
  'to_json_string(v) AS CAST(to_json(v) AS VARCHAR)',
];
