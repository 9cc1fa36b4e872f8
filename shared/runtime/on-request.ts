import type { ServerResponse } from 'node:http';
import type { Logger } from '../ports/logger.ts';
import { discardBody } from './body-stream.ts';
import { createLogger } from './log.ts';
import { passFrameworkRequestsUntouched } from './pass-request-untouched.ts';
import { ProblemError, problem } from './problem.ts';
import { registerHttp } from './registry.ts';
import { inSpan } from './trace/current-span.ts';
import { toWebRequest } from './web-request.ts';
import { writeWebResponse } from './write-web-response.ts';

const defaultMaxBodyBytes = 10 * 1024 * 1024;

/**
 * Registers an HTTP function written against the web standard. Bodies stream both ways; the request's signal aborts when
 * the client leaves; HEAD is a GET whose body is not sent. A thrown `ProblemError` is the answer; anything else thrown is
 * logged and answered 500 without details.
 */
export function onRequest(
  name: string,
  answer: (request: Request) => Promise<Response>,
  options: { readonly logger?: Logger; readonly maxBodyBytes?: number } = {},
): void {
  const { logger = createLogger({ function: name }), maxBodyBytes = defaultMaxBodyBytes } = options;
  passFrameworkRequestsUntouched();
  registerHttp(name, async (request, response) => {
    const signal = signalOfClient(response);
    const answerSafely = async (): Promise<Response> => {
      try {
        return await answer(toWebRequest(request, { protocol: request.protocol, maxBodyBytes, signal }));
      } catch (error) {
        if (error instanceof ProblemError) return problem(error.problem);
        if (!signal.aborted) logger.error('unexpected error', { method: request.method }, error);
        return problem({ status: 500, detail: 'Une erreur inattendue est survenue ; elle est dans le journal.' });
      }
    };
    const span = {
      name,
      kind: 'server',
      traceparent: request.headers.traceparent?.toString(),
      attributes: { 'http.request.method': request.method ?? '' },
    } as const;
    const given = await inSpan(span, async (end) => {
      const answered = await answerSafely();
      if (answered.status >= 500) end('failed');
      else if (answered.status >= 400) end('refused');
      return answered;
    });
    try {
      await writeWebResponse(given, response, { withoutBody: request.method === 'HEAD' });
    } catch (error) {
      if (!signal.aborted) logger.error('the answer was cut', { method: request.method }, error);
      response.destroy();
    } finally {
      discardBody(request);
    }
  });
}

function signalOfClient(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new Error('the client has left'));
  });
  return controller.signal;
}
