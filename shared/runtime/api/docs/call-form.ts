import type { ShownDocument, ShownOperation } from './document-shape.ts';
import { element } from './element.ts';
import { exampleOf } from './example-of.ts';

/** In the page: the fields of one operation, a button, and what came back. */
export function callForm(
  shown: ShownDocument,
  method: string,
  path: string,
  operation: ShownOperation,
  token: () => string,
): HTMLElement {
  const form = element('div', '');
  const inputs = operation.parameters.map((parameter) => {
    const label = element('label', '');
    const input = document.createElement('input');
    input.required = parameter.required;
    const note = parameter.description === undefined ? '' : ` : ${parameter.description}`;
    label.append(element('span', `${parameter.name}${parameter.required ? ' (obligatoire)' : ''}${note}`), input);
    form.append(label);
    return { parameter, input };
  });
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = document.createElement('textarea');
  if (schema !== undefined) {
    body.value = JSON.stringify(exampleOf(schema, shown.components.schemas), null, 2);
    const label = element('label', '');
    label.append(element('span', 'Contenu (JSON)'), body);
    form.append(label);
  }
  const button = element('button', 'Envoyer');
  const outcome = element('div', '');
  outcome.setAttribute('aria-live', 'polite');
  form.append(button, outcome);

  const send = async (): Promise<void> => {
    let address = `${shown.servers[0]?.url ?? ''}${path}`;
    const query = new URLSearchParams();
    const headers = new Headers();
    if (token() !== '') headers.set('authorization', `Bearer ${token()}`);
    for (const { parameter, input } of inputs) {
      if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      else if (input.value !== '' && parameter.in === 'query') query.append(parameter.name, input.value);
      else if (input.value !== '') headers.set(parameter.name, input.value);
    }
    if (query.size > 0) address += `?${query}`;
    if (schema !== undefined) headers.set('content-type', 'application/json');
    const answer = await fetch(address, { method, headers, ...(schema === undefined ? {} : { body: body.value }) });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const received = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;
    const sent = [...headers].map(([name, value]) =>
      name === 'authorization' ? ' -H "Authorization: Bearer $TOKEN"' : ` -H ${quoted(`${name}: ${value}`)}`,
    );
    const data = schema === undefined ? '' : ` -d ${quoted(body.value)}`;
    outcome.replaceChildren(
      element('p', `${answer.status} ${answer.statusText}`),
      element('pre', received),
      element('pre', isJson && text !== '' ? JSON.stringify(JSON.parse(text), null, 2) : text),
      element('p', 'La même demande en ligne de commande :'),
      element('pre', `curl -X ${method}${sent.join('')}${data} ${quoted(`${location.origin}${address}`)}`),
    );
  };
  button.addEventListener('click', () => {
    send().catch((error: unknown) => outcome.replaceChildren(element('p', `La demande n’a pas abouti : ${error}`)));
  });
  return form;
}
