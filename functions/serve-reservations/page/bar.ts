import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { placeOn } from './place-on.ts';
import type { Booked } from './planning.ts';
import type { Span } from './span.ts';
import { isolate, quantities, type Words } from './words.ts';

const tones = 5;

/** A reservation on a machine, as a button that opens it. */
export function bar(booked: Booked, line: Ligne, span: Span, words: Words, open: () => void): HTMLButtonElement {
  const { id, nomUtilisateur, isMine, debut, fin } = booked;
  const what = quantities({ gpu: line.nbGPU, memoire: line.nbMemoire });
  const label = `${isolate(nomUtilisateur)}${isMine ? ' (vous)' : ''}, ${words.slot(debut, fin)}, ${what}`;
  const element = h(
    'button',
    {
      type: 'button',
      class: `bar ${isMine ? 'mine' : `tone-${toneOf(nomUtilisateur)}`}`,
      title: label,
      'data-key': `reservation-${id}-${line.idRessource}`,
      'data-begins-before': debut < span.from,
      'data-ends-after': fin > span.to,
      onclick: open,
    },
    h('bdi', { class: 'bar-name' }, nomUtilisateur),
    h('span', { class: 'bar-what' }, what),
    h('span', { class: 'visually-hidden' }, `${isMine ? ', vous' : ''}, ${words.slot(debut, fin)}`),
  );
  return placeOn(element, span, debut, fin);
}

/** The same colour for the same name, always. */
function toneOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (sum % tones) + 1;
}
