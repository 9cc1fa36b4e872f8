import { formatInstant } from '../../../shared/domain/reservations/instant.ts';
import { creneauxBody } from '../../../shared/messages/reservations-api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { openBooking } from './book.ts';
import { whileBusy } from './busy.ts';
import { type Desk, nowInstant } from './desk.ts';
import { openDialog } from './dialog.ts';
import { readInstant } from './planning.ts';
import { timeField } from './time-field.ts';

const offered = 8;
/** What is found from now on must not be past before it is chosen. */
const roundSeconds = 300;

/** Asks how much for how long, and offers the next slots over all machines; one that is chosen opens the booking. */
export function openSlotFinder(desk: Desk): void {
  const { zone, words, api, signal } = desk;
  const number = (id: string, label: string, value: number, step: number, min: number) => {
    const input = h('input', { type: 'number', id, min, step, required: true, value });
    return { input, field: h('div', { class: 'field' }, h('label', { for: id }, label), input) };
  };
  const gpu = number('chercher-gpu', 'GPU', 4, 1, 0);
  const memoire = number('chercher-memoire', 'Mémoire', 4, 1, 0);
  const heures = number('chercher-duree', 'Durée, en heures', 2, 0.25, 0.25);
  const soon = Math.ceil(nowInstant() / roundSeconds) * roundSeconds;
  const apres = timeField({ label: 'À partir de', name: 'chercher-apres', zone }, soon, () => undefined);
  const found = h('div', { class: 'found', 'aria-live': 'polite' });
  const submit = h('button', { type: 'submit', class: 'button primary' }, 'Chercher');
  const { close } = openDialog(
    'Trouver un créneau',
    signal,
    h(
      'form',
      {
        onsubmit: (event: Event) => {
          event.preventDefault();
          void whileBusy(submit, search, (error) =>
            replaceChildren(found, h('p', { class: 'field-error' }, error.message)),
          );
        },
      },
      h('div', { class: 'three' }, gpu.field, memoire.field, heures.field),
      apres.element,
      h('div', { class: 'dialog-actions' }, submit),
    ),
    found,
  );

  async function search(): Promise<void> {
    const from = apres.read();
    const wanted = { nbGPU: gpu.input.valueAsNumber, nbMemoire: memoire.input.valueAsNumber };
    const { Creneaux } = await api.ask('/Creneau', {
      query: {
        gpu: wanted.nbGPU,
        memoire: wanted.nbMemoire,
        duree: Math.round(heures.input.valueAsNumber * 60),
        apres: from === undefined ? undefined : formatInstant(from),
        limite: offered,
      },
      parse: creneauxBody.parse,
      signal,
    });
    const buttons = Creneaux.map(({ idRessource, date_debut, date_fin }) => {
      const [debut, fin] = [readInstant(date_debut), readInstant(date_fin)];
      const take = (): void => {
        close();
        openBooking(desk, { debut, fin, lignes: [{ idRessource, ...wanted }] });
      };
      return h(
        'button',
        { type: 'button', class: 'button offer', onclick: take },
        h('strong', {}, `Machine ${idRessource}`),
        h('span', {}, words.slot(debut, fin)),
      );
    });
    const nothing = h(
      'p',
      { class: 'hint' },
      'Aucune machine n’a autant de libre, aussi longtemps, d’ici à la limite de réservation.',
    );
    replaceChildren(found, buttons.length === 0 ? nothing : h('div', { class: 'offers' }, buttons));
  }
}
