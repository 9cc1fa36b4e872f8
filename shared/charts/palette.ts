/** For white ground; a page's style sheet gives its own by the marks' classes, for dark ground too. */
export const colors = {
  ground: '#ffffff',
  ink: '#1b2421',
  muted: '#5a6661',
  line: '#dde2dd',
  unknown: '#7d8883',
} as const;

/**
 * Okabe and Ito's colours, told apart by colour-blind people, darkened to 3:1 on white. No chart tells by colour alone:
 * each part is named too.
 */
const series = ['#0072b2', '#c26500', '#00795a', '#a8487f', '#6b6f00', '#6e5a9c'] as const;

export interface Paint {
  readonly color: string;
  /** For style sheets: `series-1`... */
  readonly class: string;
}

/** The paint of the series at that place; round again after the sixth. */
export function paintOf(place: number, isUnknown = false): Paint {
  if (isUnknown) return { color: colors.unknown, class: 'series-unknown' };
  const index = place % series.length;
  return { color: series[index] ?? series[0], class: `series-${index + 1}` };
}
