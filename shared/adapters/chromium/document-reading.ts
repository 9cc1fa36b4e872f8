import type { Marker, Source } from '../../domain/portal/recipe-value.ts';

/** A sign to look for, as it travels into the page. */
export interface ConditionQuery {
  readonly selector?: string | undefined;
  readonly text?: string | undefined;
  readonly matches?: string | undefined;
  readonly url?: string | undefined;
}

/** Where texts are, as it travels into the page; regular expressions and the rest of the cleaning stay outside. */
export interface SourceQuery {
  readonly selector?: string | undefined;
  readonly attribute?: string | undefined;
  readonly style?: string | undefined;
  readonly caption?: string | undefined;
  /** The selector is looked for among the elements after or before the scope, the nearest first. */
  readonly beside?: 'next' | 'previous' | undefined;
  /** Only up to the first of them that matches this. */
  readonly until?: string | undefined;
}

export interface PhotoQuery {
  readonly each: string;
  readonly address: readonly SourceQuery[];
  readonly names: readonly SourceQuery[];
  readonly type: readonly SourceQuery[];
  /** Selectors of include and exclude rules, in their order. */
  readonly rules: readonly (string | null)[];
}

/** Everything to read from a document in one go. */
export interface Reading {
  /** The document itself when it was fetched; else the one of the page. */
  readonly html?: string;
  /** Where the fetched document came from. */
  readonly address?: string;
  readonly markers?: readonly (readonly ConditionQuery[])[];
  readonly sources?: readonly SourceQuery[];
  readonly rows?: { readonly selector: string; readonly sources: readonly SourceQuery[] };
  readonly photos?: readonly PhotoQuery[];
}

export interface FoundPhoto {
  /** Which of the queries found it. */
  readonly query: number;
  /** Absolute, `data:` included; null when the element has none. */
  readonly address: string | null;
  readonly names: readonly (readonly string[])[];
  readonly type: readonly string[];
  readonly rules: readonly boolean[];
}

export interface DocumentReading {
  readonly address: string;
  readonly title: string;
  /** For each marker the text where it was found (may be empty), or null. */
  readonly markers: readonly (string | null)[];
  /** For each source the texts found. */
  readonly sources: readonly (readonly string[])[];
  readonly rows: readonly (readonly (readonly string[])[])[];
  /** In the order of the page. */
  readonly photos: readonly FoundPhoto[];
}

/** The marker as it travels into the page. */
export function markerQuery(marker: Marker): ConditionQuery[] {
  return marker.map(({ selector, text, matches, url }) => ({
    selector,
    text,
    matches: matches?.source,
    url: url?.source,
  }));
}

/** The part of a source that the page answers. */
export function sourceQuery({ selector, attribute, style, caption, beside }: Partial<Source>): SourceQuery {
  return { selector, attribute, style, caption, beside };
}
