// Imported by name here, and this file at the first use: an `import()` of a CommonJS package has no names in a bundle.
export { BigQuery } from '@google-cloud/bigquery';
