import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../ports/logger.ts';
import { discardBody } from './body-stream.ts';
import { createLogger } from './log.ts';
import { passFrameworkRequestsUntouched, requestedPath } from './pass-request-untouched.ts';
import { type PlainAnswer, type PlainQuestion, writePlainAnswer } from './plain-answer.ts';
import { ProblemError, plainProblem } from './problem.ts';
import { registerHttp } from './registry.ts';
import { inSpan } from './trace/current-span.ts';
import { toWebRequest } from './web-request.ts';
import { writeWebResponse } from './write-web-response.ts';

const defaultMaxBodyBytes = 10 * 1024 * 1024;

export interface RequestOptions {
  readonly logger?: Logger;
  /** 10 MiB unless said. */
  readonly maxBodyBytes?: number;
  /** Asked first for each GET, and answers undefined what is not its: so a page shows before the rest is loaded. */
  readonly page?: (question: PlainQuestion) => Promise<PlainAnswer | undefined>;
}

/**
 * Registers an HTTP function written against the web standard. Bodies stream both ways; the request's signal aborts when
 * the client leaves; HEAD is a GET whose body is not sent. A thrown `ProblemError` is the answer; anything else thrown is
 * logged and answered 500 without details.
 */
export function onRequest(
  name: string,
  answer: (request: Request) => Promise<Response>,
  options: RequestOptions = {},
): void {
  const { logger = createLogger({ function: name }), maxBodyBytes = defaultMaxBodyBytes, page } = options;
  passFrameworkRequestsUntouched();
  registerHttp(name, async (request, response) => {
    const { method } = request;
    const signal = signalOfClient(response);
    const answerSafely = async (): Promise<{ plain: PlainAnswer } | { web: Response }> => {
      try {
        const plain = method === 'GET' || method === 'HEAD' ? await page?.(plainQuestion(request)) : undefined;
        if (plain !== undefined) return { plain };
        return { web: await answer(toWebRequest(request, { protocol: request.protocol, maxBodyBytes, signal })) };
      } catch (error) {
        if (error instanceof ProblemError) return { plain: plainProblem(error.problem) };
        if (!signal.aborted) logger.error('unexpected error', { method }, error);
        const detail = 'Une erreur inattendue est survenue ; elle est dans le journal.';
        return { plain: plainProblem({ status: 500, detail }) };
      }
    };
    const span = {
      name,
      kind: 'server',
      traceparent: request.headers.traceparent?.toString(),
      attributes: { 'http.request.method': method ?? '' },
    } as const;
    const given = await inSpan(span, async (end) => {
      const answered = await answerSafely();
      const { status } = 'plain' in answered ? answered.plain : answered.web;
      if (status >= 500) end('failed');
      else if (status >= 400) end('refused');
      return answered;
    });
    try {
      if ('plain' in given) writePlainAnswer(given.plain, response, method);
      else await writeWebResponse(given.web, response, { withoutBody: method === 'HEAD' });
    } catch (error) {
      if (!signal.aborted) logger.error('the answer was cut', { method }, error);
      response.destroy();
    } finally {
      discardBody(request);
    }
  });
}

function plainQuestion(request: IncomingMessage): PlainQuestion {
  return { path: requestedPath(request), header: (name) => request.headers[name]?.toString() };
}

function signalOfClient(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new Error('the client has left'));
  });
  return controller.signal;
}
