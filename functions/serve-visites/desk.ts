import { createHash } from 'node:crypto';
import type { Page } from '../../shared/domain/visites/analytics/breakdowns.ts';
import { type Caller, callerOf } from '../../shared/domain/visites/analytics/caller.ts';
import type { Filters } from '../../shared/domain/visites/analytics/filters.ts';
import { type Selection, select, selectionKey } from '../../shared/domain/visites/analytics/selection.ts';
import { answerPage } from '../../shared/domain/visites/answers/answer-page.ts';
import type { VisitesData } from '../../shared/ports/visites-engine.ts';
import { isKnown } from '../../shared/runtime/api/etag.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import { answerKept, notModified } from './answer-kept.ts';
import { createCountTurns } from './count-turns.ts';
import { createCurrentData } from './current-data.ts';
import { type Content, contentOf, createKeptContents } from './kept-contents.ts';
import type { VisitesPorts } from './visites-ports.ts';

/** Changes when the same data is answered otherwise than before, so that nobody keeps the answers of yesterday's code. */
const answersFormat = 1;
const keptBytes = 32 * 1024 * 1024;

/** Whose token it is. */
export interface Asker {
  readonly request: Request;
  readonly principal: { readonly roles: readonly string[]; readonly claims: Readonly<Record<string, unknown>> };
}

export type Desk = ReturnType<typeof createDesk>;

/**
 * Answers from what is kept: by data version, canonical filters and what the caller may see. Who has the same already gets
 * 304 before anything is counted; what many ask at once is counted once.
 */
export function createDesk(ports: VisitesPorts) {
  const open = createCurrentData(ports);
  const keep = createKeptContents(keptBytes);
  const turn = createCountTurns(ports.countsAtOnce);

  /** What a page answers, as JSON. */
  function pageContent(data: VisitesData, page: Page, key: string, selection: Selection): Promise<Content> {
    return keep(key, () =>
      turn(async () => {
        const cells = await data.count(page, selection);
        return contentOf('application/json', JSON.stringify(answerPage(page, cells, data.reference, selection)));
      }),
    );
  }

  return {
    /** The answer of a page, or what `make` makes of it under that name. */
    async page(
      { request, principal }: Asker,
      page: Page,
      filters: Filters,
      drawn?: {
        readonly name: string;
        readonly make: (answer: unknown, data: VisitesData, selection: Selection) => Promise<Content>;
        readonly headers?: Readonly<Record<string, string>>;
      },
    ): Promise<Response> {
      const caller = whoSees(principal);
      const data = await open();
      const selection = select(filters, caller, data.reference);
      const key = `${data.version} ${page} ${selectionKey(filters, caller, selection)}`;
      const ownKey = drawn === undefined ? key : `${key} ${drawn.name}`;
      const etag = tagOf(ownKey);
      if (isKnown(request, etag)) return notModified(etag);
      const content =
        drawn === undefined
          ? await pageContent(data, page, key, selection)
          : await keep(ownKey, async () => {
              const { bytes } = await pageContent(data, page, key, selection);
              return drawn.make(JSON.parse(new TextDecoder().decode(bytes)), data, selection);
            });
      return answerKept(request, etag, content, drawn?.headers);
    },

    /** What `make` makes of the reference for this caller, as JSON. */
    async reference(
      { request, principal }: Asker,
      name: string,
      make: (data: VisitesData, caller: Caller) => unknown,
    ): Promise<Response> {
      const caller = whoSees(principal);
      const data = await open();
      const key = `${data.version} ${name} ${caller.sees === 'all' ? 'all' : caller.of}`;
      const etag = tagOf(key);
      if (isKnown(request, etag)) return notModified(etag);
      const content = await keep(key, async () => contentOf('application/json', JSON.stringify(make(data, caller))));
      return answerKept(request, etag, content);
    },
  };
}

/** @throws ProblemError 403 */
function whoSees({ roles, claims }: Asker['principal']): Caller {
  const caller = callerOf(roles, claims.id_utilisateur);
  if (caller !== undefined) return caller;
  const detail =
    'Ce jeton ne dit pas de quel utilisateur il est (id_utilisateur) : aucune visite ne peut être montrée.';
  throw new ProblemError({ status: 403, detail });
}

/** Weak: it stands for the content, however it is compressed. */
function tagOf(key: string): string {
  const hash = createHash('sha256').update(`${answersFormat} ${key}`).digest('base64url');
  return `W/"${hash.slice(0, 27)}"`;
}
