import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { fromField, toField } from './wall-time.ts';

export interface TimeField {
  readonly element: HTMLElement;
  /** undefined while what stands there is no time. */
  read(): Instant | undefined;
  write(instant: Instant): void;
}

/** A date and time by the business zone's clock, whatever the browser's; on the nights when clocks change, it asks or says which. */
export function timeField(
  { label, name, zone, disabled = false }: { label: string; name: string; zone: string; disabled?: boolean },
  first: Instant,
  onChange: () => void,
): TimeField {
  let written = first;
  const input = h('input', { type: 'datetime-local', id: name, required: true, disabled, value: toField(first, zone) });
  const again = h('input', { type: 'checkbox', id: `${name}-seconde` });
  const twice = h('label', { class: 'twice' }, again, ' la seconde fois (l’heure revient cette nuit-là)');
  const skipped = h('p', { class: 'hint' });
  const read = (): Instant | undefined => {
    const wall = fromField(input.value, zone);
    // The field has no seconds: untouched, it means what was written.
    if (wall?.again === undefined) return input.value === toField(written, zone) ? written : wall?.instant;
    return again.checked ? wall.again : wall.instant;
  };
  const explain = (): void => {
    const wall = fromField(input.value, zone);
    twice.hidden = wall?.again === undefined;
    skipped.hidden = wall?.isSkipped !== true;
    if (wall !== undefined) {
      skipped.textContent = `Cette heure n’existe pas ce jour-là : ce sera ${toField(wall.instant, zone).slice(11)}.`;
    }
  };
  const write = (instant: Instant): void => {
    written = instant;
    input.value = toField(instant, zone);
    again.checked = fromField(input.value, zone)?.again === instant;
    explain();
  };
  for (const one of [input, again]) {
    one.addEventListener('input', () => {
      explain();
      onChange();
    });
  }
  write(first);
  return {
    element: h('div', { class: 'field' }, h('label', { for: name }, label), input, twice, skipped),
    read,
    write,
  };
}
