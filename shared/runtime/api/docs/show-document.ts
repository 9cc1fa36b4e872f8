import { callForm } from './call-form.ts';
import type { ShownDocument } from './document-shape.ts';
import { element } from './element.ts';

/** In the page: asks for the document and shows it, an operation after the other. */
export async function showDocument(documentUrl: string): Promise<void> {
  const shown: ShownDocument = await (await fetch(documentUrl)).json();
  const page = document.getElementById('page') ?? document.body;
  const given = new URLSearchParams(location.hash.slice(1)).get('jeton');
  if (given !== null) {
    sessionStorage.setItem('terrain.jeton', given);
    history.replaceState(null, '', location.pathname);
  }
  const field = document.createElement('input');
  field.type = 'password';
  field.autocomplete = 'off';
  field.value = sessionStorage.getItem('terrain.jeton') ?? '';
  field.addEventListener('input', () => sessionStorage.setItem('terrain.jeton', field.value.trim()));
  const label = element('label', '');
  label.append(element('span', 'Jeton d’accès (gardé dans cet onglet seulement)'), field);
  const link = element('a', documentUrl);
  link.setAttribute('href', documentUrl);
  const source = element('p', 'Le document OpenAPI : ');
  source.append(link);
  page.append(element('p', shown.info.description), source, label);

  let group = '';
  for (const [path, operations] of Object.entries(shown.paths)) {
    const first = path.split('/')[1] ?? '';
    if (first !== group) page.append(element('h2', first));
    group = first;
    for (const [method, operation] of Object.entries(operations)) {
      const details = element('details', '');
      const summary = element('summary', '');
      summary.append(element('b', method.toUpperCase()), element('code', path), element('span', operation.summary));
      const inside = element('div', '');
      if (operation.description !== undefined) inside.append(element('p', operation.description));
      const roles = operation['x-roles'];
      inside.append(element('p', roles === undefined ? 'Sans jeton.' : `Rôles : ${roles.join(', ')}.`));
      inside.append(callForm(shown, method.toUpperCase(), path, operation, () => field.value.trim()));
      const table = element('table', '');
      for (const [status, response] of Object.entries(operation.responses)) {
        const row = element('tr', '');
        row.append(
          element('td', status === 'default' ? 'autre' : status),
          element('td', response.description ?? 'Une erreur.'),
        );
        table.append(row);
      }
      inside.append(table);
      details.append(summary, inside);
      page.append(details);
    }
  }
}
