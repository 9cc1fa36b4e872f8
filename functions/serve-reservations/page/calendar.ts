import { dayInZone } from '../../../shared/domain/day.ts';
import { daySeconds, formatInstant, type Instant } from '../../../shared/domain/reservations/instant.ts';
import { quotaBody } from '../../../shared/messages/reservations-api.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { showMiddle } from '../../../shared/pages/browser/show-middle.ts';
import type { PageContext } from '../../../shared/pages/browser/start-page.ts';
import { draftAt, openBooking } from './book.ts';
import { type Desk, nowInstant } from './desk.ts';
import { farmNow, quotaWords } from './farm-now.ts';
import { openSlotFinder } from './find-slot.ts';
import { openCalendarLinks } from './links-dialog.ts';
import { openMachines } from './machines-dialog.ts';
import { mineList } from './mine.ts';
import { monthTable } from './month-table.ts';
import { moveReservation } from './move-reservation.ts';
import { type Planning, readPlanning } from './planning.ts';
import { openReservation } from './reservation-dialog.ts';
import { spanOf } from './span.ts';
import { dayAfter, readState, type State, writeState } from './state.ts';
import { timeline } from './timeline.ts';
import { toolbar } from './toolbar.ts';
import { createWords } from './words.ts';

const refreshMilliseconds = 30_000;
/** How far ahead the caller's own reservations are looked for: as far as one answer goes. */
const aheadSeconds = 100 * daySeconds;

/** The calendar of the farm, in the page's main part, until the person leaves. */
export function openCalendar({ main, api, user, zone, signal }: PageContext): void {
  const words = createWords(zone);
  const isAdmin = user.roles.includes('admin');
  const today = () => dayInZone(new Date(), zone);
  const usual = matchMedia('(max-width: 46rem)').matches ? 'jour' : 'semaine';
  let state = readState(location.search, today(), usual);
  let shown: Planning = { machines: [], reservations: [] };
  let ahead: Planning = shown;
  let asked = new AbortController();

  const situation = h('p', { id: 'situation' });
  const bar = h('div', { class: 'toolbar no-print' });
  const trouble = h('div', { role: 'alert' });
  const planning = h(
    'div',
    { class: 'card planning', id: 'planning', 'aria-busy': 'true' },
    h('div', { class: 'loading tall' }),
  );
  const quota = h('p', { class: 'hint' });
  const mine = h('div', {});

  const desk: Desk = {
    api,
    zone,
    words,
    isAdmin,
    signal,
    planning: () => shown,
    reservation: (id) => [...shown.reservations, ...ahead.reservations].find((one) => one.id === id),
    async reload(at?: Instant) {
      const day = at === undefined ? state.day : dayInZone(new Date(at * 1000), zone);
      if (spanOf(state.view, state.day, zone).days.some((one) => one.day === day)) return load();
      go({ day });
      await loading;
    },
  };
  const open = (booked: Parameters<typeof openReservation>[1]): void => openReservation(desk, booked);

  const action = (label: string, act: () => void, primary = false) =>
    h('button', { type: 'button', class: `button ${primary ? 'primary' : ''}`, onclick: act }, label);
  replaceChildren(
    main,
    h(
      'div',
      { class: 'page-head' },
      h('div', {}, h('h1', {}, 'Réservations'), situation),
      h(
        'div',
        { class: 'actions no-print' },
        isAdmin && action('Machines', () => openMachines(desk)),
        action('S’abonner', () => openCalendarLinks(desk)),
        action('Trouver un créneau', () => openSlotFinder(desk)),
        action('Réserver', () => openBooking(desk, draftAt(desk)), true),
      ),
    ),
    bar,
    trouble,
    planning,
    h(
      'p',
      { class: 'legend' },
      h('span', { class: 'yours' }, 'à vous'),
      h('span', { class: 'gpu' }, 'GPU pris'),
      h('span', { class: 'memoire' }, 'mémoire prise'),
      'plein : plus rien de libre',
    ),
    h(
      'section',
      { class: 'card mine-card', 'aria-labelledby': 'mes-reservations' },
      h('div', { class: 'card-head' }, h('h2', { id: 'mes-reservations' }, 'Mes réservations à venir'), quota),
      mine,
    ),
  );

  let lastDrawn = '';
  const draw = (): void => {
    const span = spanOf(state.view, state.day, zone);
    const focused = document.activeElement?.getAttribute('data-key');
    const wasInside = planning.contains(document.activeElement);
    const { scrollLeft } = planning;
    const goToDay = (day: string): void => go({ view: 'jour', day });
    replaceChildren(bar, toolbar(state, today(), words.title(state.view, span), go));
    situation.textContent = farmNow(ahead);
    const content =
      shown.machines.length === 0
        ? h('p', { class: 'empty' }, isAdmin ? 'Aucune machine : ajoutez-en par « Machines ».' : 'Aucune machine.')
        : state.view === 'mois'
          ? monthTable(shown, span, today(), {
              words,
              current: state.day,
              goToDay,
              turn: (by) => go({ day: dayAfter(state, by) }),
            })
          : timeline(desk, shown, span, today(), {
              goToDay,
              open,
              move: (booked, wanted) => moveReservation(desk, booked, wanted),
              book: (machine, debut, fin) => openBooking(desk, draftAt(desk, machine, debut, fin)),
            });
    planning.classList.toggle('mine-only', state.mineOnly);
    planning.dataset.view = state.view;
    replaceChildren(planning, content);
    const drawn = `${state.view} ${span.from}`;
    if (drawn === lastDrawn) planning.scrollLeft = scrollLeft;
    else showMiddle(planning, planning.querySelector('[aria-current]'));
    lastDrawn = drawn;
    replaceChildren(mine, mineList(ahead.reservations, words, open));
    const again = focused && document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`);
    if (again) again.focus();
    // What was pressed there is gone: one goes on from the first place of what is shown now.
    else if (wasInside) planning.querySelector<HTMLElement>('button:not([tabindex="-1"])')?.focus();
  };

  let loading: Promise<void> = Promise.resolve();
  const load = (): Promise<void> => {
    loading = read();
    return loading;
  };
  const read = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    const ask = (de: Instant, a: Instant) =>
      api.ask('/Calendrier', {
        query: { de: formatInstant(de), a: formatInstant(a) },
        parse: readPlanning,
        signal: current,
      });
    planning.setAttribute('aria-busy', 'true');
    try {
      const { from, to } = spanOf(state.view, state.day, zone);
      const now = nowInstant();
      const [inSpan, soon, used] = await Promise.all([
        ask(from, to),
        ask(now, now + aheadSeconds),
        api.ask('/Quota', { parse: quotaBody.parse, signal: current }),
      ]);
      if (current.aborted) return;
      [shown, ahead] = [inSpan, soon];
      quota.textContent = quotaWords(used);
      replaceChildren(trouble);
      draw();
    } catch (error) {
      if (current.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      replaceChildren(
        trouble,
        h(
          'div',
          { class: 'notice error' },
          h('p', {}, error.message),
          action('Réessayer', () => void load()),
        ),
      );
    } finally {
      if (!current.aborted) planning.removeAttribute('aria-busy');
    }
  };
  const go = (change: Partial<State>): void => {
    state = { ...state, ...change };
    history.pushState(null, '', writeState(state));
    void load();
  };
  addEventListener(
    'popstate',
    () => {
      state = readState(location.search, today(), usual);
      void load();
    },
    { signal },
  );
  const refresh = (): void => {
    // Not under somebody's hands.
    if (document.visibilityState === 'visible' && document.querySelector('dialog, .ghost') === null) void load();
  };
  const timer = setInterval(refresh, refreshMilliseconds);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('visibilitychange', refresh, { signal });
  void load();
}
