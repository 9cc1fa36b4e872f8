import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { DemoServerName, Fault, FaultBook } from '../faults.ts';
import type { Answer } from './answer.ts';
import { answerInstead, spoilAnswer } from './fault-answers.ts';
import { type DemoRequest, RequestError } from './request.ts';
import { writeAnswer } from './write-answer.ts';

/** What a demo server does with requests. */
export interface DemoService {
  readonly name: DemoServerName;
  answer(request: DemoRequest): Promise<Answer>;
  answerError(status: number, message: string): Answer;
  /** Called for every request as it comes, whatever becomes of it. */
  arrive?(request: DemoRequest): void;
  /** The service's own way to give a fault; undefined: the common one. */
  answerFault?(fault: Fault): Answer | undefined;
  /** Forgets the session the request belongs to. */
  dropSession?(request: DemoRequest): void;
  /** The login form, whatever was asked. */
  answerLogin?(request: DemoRequest): Answer;
}

export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Cuts what is open and frees the port. */
  close(): Promise<void>;
}

interface ServerOptions {
  readonly faults: FaultBook;
  readonly latencyMilliseconds: number;
  readonly port: number;
}

async function answerSafely(service: DemoService, request: DemoRequest): Promise<Answer> {
  try {
    return await service.answer(request);
  } catch (error) {
    if (error instanceof RequestError) return service.answerError(error.status, error.message);
    throw error;
  }
}

async function decideAnswer(service: DemoService, request: DemoRequest, fault: Fault | undefined): Promise<Answer> {
  if (fault === undefined) return await answerSafely(service, request);
  if (fault.kind === 'loginPage' && service.answerLogin) return service.answerLogin(request);
  if (fault.kind === 'sessionDropped') service.dropSession?.(request);
  return (
    service.answerFault?.(fault) ?? answerInstead(fault) ?? spoilAnswer(await answerSafely(service, request), fault)
  );
}

async function respond(
  service: DemoService,
  options: ServerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
) {
  const method = incoming.method ?? 'GET';
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
  const request: DemoRequest = { method, url, incoming, parameters: {} };
  service.arrive?.(request);
  const fault = options.faults.choose(service.name, method, url.pathname + url.search);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const waitMilliseconds = options.latencyMilliseconds + (fault?.kind === 'slow' ? fault.milliseconds : 0);
  if (waitMilliseconds > 0) await delay(waitMilliseconds);
  const answer = await decideAnswer(service, request, fault);
  if (fault?.kind === 'answerLost') incoming.socket.destroy();
  else writeAnswer(response, answer, fault?.kind === 'cutBody' ? fault.how : undefined);
}

/** Serves on 127.0.0.1 (port 0: any free one). Rejects when the port is taken. */
export async function startServer(service: DemoService, options: ServerOptions): Promise<RunningServer> {
  const server = createServer((incoming, response) => {
    respond(service, options, incoming, response).catch((error: unknown) => {
      // The caller went away in the middle of its request: nobody is left to answer.
      if (incoming.socket.destroyed || response.headersSent) return;
      console.error(`demo ${service.name}:`, error);
      writeAnswer(response, service.answerError(500, 'erreur interne'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
