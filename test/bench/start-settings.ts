import path from 'node:path';

const nowhere = 'http://127.0.0.1:9';

/** What functions ask for at their start; none of it is called before the first answer. */
export const startSettings: Readonly<Record<string, string>> = {
  PORTAL_RECIPE: path.resolve(import.meta.dirname, '../../shared/demo/portal-recipe.yaml'),
  PORTAL_URL: nowhere,
  PORTAL_USER: 'unused',
  PORTAL_PASSWORD: 'unused',
  DOCUMENTS_URL: nowhere,
  DOCUMENTS_USER: 'unused',
  DOCUMENTS_PASSWORD: 'unused',
  INTERVENTIONS_API_URL: nowhere,
  PHOTO_DATA_API_URL: nowhere,
  PHOTO_API_URL: nowhere,
  INTERVENTIONS_API_TOKEN: 'unused',
  SAMSARA_BASE_URL: nowhere,
  SAMSARA_API_TOKEN: 'unused',
};
