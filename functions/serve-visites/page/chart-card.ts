import type { Chart } from '../../../shared/charts/chart.ts';
import { drawChart } from '../../../shared/charts/draw-chart.ts';
import { type Before, chartOfList, type NameBook } from '../../../shared/charts/list-chart.ts';
import { listToCsv } from '../../../shared/charts/list-csv.ts';
import type { VisitesList } from '../../../shared/domain/visites/lists/list.ts';
import type { Row } from '../../../shared/domain/visites/lists/read-list.ts';
import { chartElement } from '../../../shared/pages/browser/chart-element.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { saveFile } from '../../../shared/pages/browser/save-file.ts';
import { listTable, type TablePart } from './list-table.ts';

export interface CardSettings {
  readonly list: VisitesList;
  readonly rows: readonly Row[];
  readonly names: NameBook;
  readonly before: Before | undefined;
  /** What the list's own filter is set to. */
  readonly chosen: string | undefined;
  readonly choose: (key: string) => void;
  readonly savePng: () => Promise<void>;
}

/** Which cards show their table; remembered while the page is open. */
const asTable = new Set<string>();

/** A list as a card: its chart or its table, and its files. */
export function chartCard(settings: CardSettings): HTMLElement {
  const { list, rows, choose } = settings;
  const whole = chartOfList(list, rows, settings.names, settings.before);
  const chart = chosenParts(settings) ?? whole;
  const id = `${list.page}-${list.name}`.replaceAll(/\W/g, '-');
  const place = h('div', { class: 'chart' });
  const table = h('button', { type: 'button', class: 'button quiet small', 'aria-pressed': 'false' }, 'Tableau');
  const show = () => {
    const isTable = asTable.has(id);
    table.setAttribute('aria-pressed', String(isTable));
    if (isTable) replaceChildren(place, listTable(whole, list.isAdditive === true, partsOf(settings), choose));
    else if (place.clientWidth > 0)
      replaceChildren(place, chartElement(drawChart(chart, drawOptions(place, settings))));
  };
  table.addEventListener('click', () => {
    if (!asTable.delete(id)) asTable.add(id);
    show();
  });
  let width = 0;
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    show();
  }).observe(place);
  listenForChoice(place, choose);
  const csv = () => saveFile(`${list.page}-${list.name}.csv`, new Blob([listToCsv(list, rows)], { type: 'text/csv' }));
  const file = (label: string, save: () => unknown) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button quiet small',
        onclick: () => void save(),
        'aria-label': `${label} : ${chart.title}`,
      },
      label,
    );
  return h(
    'section',
    { class: `card chart-card ${list.kind}`, 'aria-labelledby': id },
    h(
      'header',
      {},
      h('h2', { id }, chart.title),
      h('div', { class: 'actions no-print' }, table, file('CSV', csv), file('PNG', settings.savePng)),
    ),
    place,
  );
}

function drawOptions(place: HTMLElement, { chosen }: CardSettings) {
  return { width: Math.max(place.clientWidth, 200), isInteractive: chosen === undefined };
}

/** Once a region is chosen, its towns say more than a single bar. */
function chosenParts({ list, rows, chosen }: CardSettings): Chart | undefined {
  const { parts, choose } = list;
  if (parts === undefined || choose === undefined || chosen === undefined) return undefined;
  const row = rows.find(({ item }) => String(item[choose.key]) === chosen);
  if (row === undefined || row.parts.length === 0) return undefined;
  const points = row.parts.map((part) => ({
    label: String(part[parts.label] ?? 'inconnu'),
    value: numberOf(part[parts.value]),
  }));
  const name = typeof list.label === 'string' ? row.item[list.label] : chosen;
  return { kind: 'bars', title: `${list.title} · ${name}`, unit: list.unit, format: list.format, points };
}

function partsOf({ list: { parts }, rows }: CardSettings): (place: number) => readonly TablePart[] {
  return (place) =>
    parts === undefined
      ? []
      : (rows[place]?.parts ?? []).map((part) => ({
          label: String(part[parts.label] ?? 'inconnu'),
          value: numberOf(part[parts.value]),
        }));
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function listenForChoice(place: HTMLElement, choose: (key: string) => void): void {
  const keyUnder = ({ target }: Event) =>
    target instanceof Element ? target.closest<SVGElement>('.choosable')?.dataset.key : undefined;
  place.addEventListener('click', (event) => {
    const key = keyUnder(event);
    if (key !== undefined) choose(key);
  });
  place.addEventListener('keydown', (event) => {
    const key = event.key === 'Enter' || event.key === ' ' ? keyUnder(event) : undefined;
    if (key === undefined) return;
    event.preventDefault();
    choose(key);
  });
}
