/** Where a place is wider than the screen, scrolls it so that what is in it stands in the middle; the page stays where it is. */
export function showMiddle(place: HTMLElement, inside: Element | null): void {
  if (inside === null) return;
  const [outer, inner] = [place.getBoundingClientRect(), inside.getBoundingClientRect()];
  place.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}
