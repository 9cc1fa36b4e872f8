import { ressourceBody } from '../../../shared/messages/reservations-api.ts';
import type { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { pressTwice, whileBusy } from './busy.ts';
import type { Desk } from './desk.ts';
import { openDialog } from './dialog.ts';
import type { Machine } from './planning.ts';
import { readProblem } from './verdict.ts';

/** For admins: the farm's machines, to add, change and take away. */
export function openMachines(desk: Desk): void {
  const list = h('div', { class: 'machines-list' });
  const trouble = h('div', { class: 'field-error', role: 'alert' });
  openDialog('Machines de la ferme', desk.signal, list, trouble, addForm(desk, draw, refused));
  draw();

  function draw(): void {
    trouble.textContent = '';
    replaceChildren(
      list,
      desk.planning().machines.map((machine) => machineForm(desk, machine, draw, refused)),
    );
  }
  async function refused(error: ApiError): Promise<void> {
    const told =
      error.status === 412
        ? 'Quelqu’un a changé cette machine entre-temps : voici comme elle est.'
        : inTheWay(desk, error);
    if ([404, 412].includes(error.status)) {
      await desk.reload();
      draw();
    }
    trouble.textContent = told;
  }
}

const named = 3;

/** Whose reservations stand in the way, where the page knows them: the next ones. */
function inTheWay(desk: Desk, error: ApiError): string {
  const ids = readProblem(error.problem)?.reservations ?? [];
  const names = ids
    .flatMap((id) => desk.reservation(id) ?? [])
    .sort((one, other) => one.debut - other.debut)
    .slice(0, named)
    .map(({ nomUtilisateur, debut, fin }) => `${nomUtilisateur} (${desk.words.slot(debut, fin)})`);
  const others = ids.length - names.length;
  if (ids.length === 0) return error.message;
  const more = others > 0 ? [`${others} autre${others > 1 ? 's' : ''}`] : [];
  return `Des réservations à venir la tiennent : ${[...names, ...more].join(' ; ')}.`;
}

type Refused = (error: ApiError) => Promise<void>;

function machineForm(desk: Desk, { id, capacity }: Machine, done: () => void, refused: Refused): HTMLElement {
  const path = `/Ressource/${id}`;
  // As it is while it is shown: a change by somebody else is then found.
  const tag = desk.api.open(path).then(({ headers }) => headers.get('etag') ?? '');
  tag.catch(() => undefined);
  const gpu = quantity(`gpu-${id}`, `GPU de la machine ${id}`, capacity.gpu);
  const memoire = quantity(`memoire-${id}`, `Mémoire de la machine ${id}`, capacity.memoire);
  const save = h('button', { type: 'submit', class: 'button small' }, 'Enregistrer');
  const remove = h('button', { type: 'button', class: 'button small danger' }, 'Retirer');
  const change = async (): Promise<void> => {
    const body = { quantiteGPU: gpu.valueAsNumber, quantiteMemoire: memoire.valueAsNumber };
    const headers = { 'if-match': await tag };
    await desk.api.ask(path, { method: 'PATCH', body, headers, parse: ressourceBody.parse });
    await after(`La machine ${id} est changée.`);
  };
  const erase = async (): Promise<void> => {
    await desk.api.open(path, { method: 'DELETE', headers: { 'if-match': await tag } });
    await after(`La machine ${id} est retirée.`);
  };
  const after = async (told: string): Promise<void> => {
    await desk.reload();
    done();
    notify(told, 'success');
  };
  pressTwice(remove, 'Oui, retirer', () => void whileBusy(remove, erase, refused));
  return h(
    'form',
    {
      class: 'machine-form',
      'aria-label': `Machine ${id}`,
      onsubmit: (event: Event) => {
        event.preventDefault();
        void whileBusy(save, change, refused);
      },
    },
    h('strong', {}, `Machine ${id}`),
    gpu.parentElement,
    memoire.parentElement,
    save,
    remove,
  );
}

function addForm(desk: Desk, done: () => void, refused: Refused): HTMLElement {
  const gpu = quantity('gpu-neuve', 'GPU de la nouvelle machine', 8);
  const memoire = quantity('memoire-neuve', 'Mémoire de la nouvelle machine', 8);
  const submit = h('button', { type: 'submit', class: 'button small primary' }, 'Ajouter');
  const create = async (): Promise<void> => {
    const body = { quantiteGPU: gpu.valueAsNumber, quantiteMemoire: memoire.valueAsNumber };
    const { id } = await desk.api.ask('/Ressource', { method: 'POST', body, parse: ressourceBody.parse });
    await desk.reload();
    done();
    notify(`La machine ${id} est ajoutée.`, 'success');
  };
  return h(
    'form',
    {
      class: 'machine-form add',
      'aria-label': 'Nouvelle machine',
      onsubmit: (event: Event) => {
        event.preventDefault();
        void whileBusy(submit, create, refused);
      },
    },
    h('strong', {}, 'Nouvelle machine'),
    gpu.parentElement,
    memoire.parentElement,
    submit,
  );
}

function quantity(id: string, label: string, value: number): HTMLInputElement {
  const input = h('input', { type: 'number', id, min: 0, step: 1, required: true, value, 'aria-label': label });
  h('label', { class: 'quantity' }, input, id.startsWith('gpu') ? 'GPU' : 'mém.');
  return input;
}
