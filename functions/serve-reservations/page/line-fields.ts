import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import type { Machine } from './planning.ts';
import { quantities } from './words.ts';

export interface LineFields {
  readonly element: HTMLElement;
  /** undefined while a quantity is no whole number. */
  read(): Ligne[] | undefined;
  write(lignes: readonly Ligne[]): void;
}

/** What is asked of which machines: a row a machine. */
export function lineFields(machines: readonly Machine[], disabled: boolean, onChange: () => void): LineFields {
  const rows = h('div', { class: 'lines' });
  const add = (line: Ligne): void => void rows.append(lineRow(line, machines, disabled, onChange));
  const more = h('button', { type: 'button', class: 'button small', disabled }, 'Ajouter une machine');
  more.addEventListener('click', () => {
    const taken = new Set(readRows(rows)?.map(({ idRessource }) => idRessource));
    const free = machines.find(({ id }) => !taken.has(id)) ?? machines[0];
    if (free === undefined) return;
    add({ idRessource: free.id, nbGPU: Math.min(1, free.capacity.gpu), nbMemoire: Math.min(1, free.capacity.memoire) });
    rows.lastElementChild?.querySelector('select')?.focus();
    onChange();
  });
  return {
    element: h('fieldset', {}, h('legend', {}, 'Machines'), rows, more),
    read: () => readRows(rows),
    write(lignes) {
      replaceChildren(rows);
      for (const line of lignes) add(line);
    },
  };
}

function lineRow(line: Ligne, machines: readonly Machine[], disabled: boolean, onChange: () => void): HTMLElement {
  const known = machines.some(({ id }) => id === line.idRessource);
  const select = h(
    'select',
    { 'aria-label': 'Machine', disabled, oninput: onChange },
    machines.map(({ id, capacity }) =>
      h('option', { value: id, selected: id === line.idRessource }, `Machine ${id} (${quantities(capacity)})`),
    ),
    !known && h('option', { value: line.idRessource, selected: true }, `Machine ${line.idRessource} (retirée)`),
  );
  const number = (label: string, kind: string, value: number) =>
    h(
      'label',
      { class: 'quantity' },
      h('input', {
        type: 'number',
        min: 0,
        step: 1,
        required: true,
        value,
        'data-kind': kind,
        disabled,
        oninput: onChange,
      }),
      label,
    );
  const remove = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Enlever cette machine', disabled },
    '✕',
  );
  const row = h(
    'div',
    { class: 'line' },
    select,
    number('GPU', 'gpu', line.nbGPU),
    number('mém.', 'memoire', line.nbMemoire),
    remove,
  );
  remove.addEventListener('click', () => {
    row.remove();
    onChange();
  });
  return row;
}

function readRows(rows: HTMLElement): Ligne[] | undefined {
  const lines = [...rows.children].map((row) => ({
    idRessource: Number(row.querySelector('select')?.value),
    nbGPU: quantityOf(row, 'gpu'),
    nbMemoire: quantityOf(row, 'memoire'),
  }));
  return lines.every(({ nbGPU, nbMemoire }) => Number.isInteger(nbGPU + nbMemoire)) ? lines : undefined;
}

function quantityOf(row: Element, kind: string): number {
  const { value = '' } = row.querySelector<HTMLInputElement>(`[data-kind=${kind}]`) ?? {};
  return value === '' ? Number.NaN : Number(value);
}
