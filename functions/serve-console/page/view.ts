import type { Api } from '../../../shared/pages/browser/api.ts';
import type { Formats } from './format.ts';

/** What each view of the console gets. */
export interface ViewContext {
  /** Empty; the view fills it. */
  readonly place: HTMLElement;
  readonly api: Api;
  readonly format: Formats;
  /** False for a viewer: nothing that changes anything is shown. */
  readonly mayOperate: boolean;
  /** The filters, as they stand in the address. */
  readonly query: URLSearchParams;
  /** Aborts when another view takes its place. */
  readonly signal: AbortSignal;
  /** Goes to a view; what is not named is not in its address. */
  readonly go: (query: Readonly<Record<string, string | undefined>>) => void;
  /** The address of a view, for links. */
  readonly address: (query: Readonly<Record<string, string | undefined>>) => string;
}

export type View = (context: ViewContext) => void;
