/** The countries that a segment's name may hold. */
export const segmentCountries = [
  'AFR',
  'BURKINA',
  'CAMEROUN',
  'CONGO',
  'GABON',
  'GUINEE',
  'NIGERIA',
  'NIGER',
  'RDC',
  'SENEGAL',
  'CIV',
  'BENIN',
] as const;

/**
 * What follows the campaign in a segment's name, for RE2 (BigQuery, DuckDB) and JavaScript: country, series, day, block.
 * `CANAL_PA_WELCOME_CALL_RDC_1M_20130701_Bloquer` is of the campaign `CANAL_PA_WELCOME_CALL`.
 */
export const segmentSuffix = `(_(${segmentCountries.join('|')}))?(_(1M|1MC|RELANCE))?_[0-9]{8}(_Bloquer)?$`;

/** The end codes of every call that was made. */
export const callEndCodes = ['CPLUS', 'REFUS', 'CAS PARTICULIER', 'CNADEF', 'CNANONDEF', 'Indisponible'] as const;
