import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import type { Answer } from './answer.ts';

type Cut = Extract<Fault, { kind: 'cutBody' }>['how'];

/** Writes the answer whole, or only its first half in the way said. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer, cut?: Cut): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  const sent = cut === undefined ? body : body.subarray(0, Math.floor(body.length / 2));
  if (cut !== 'chunked') response.setHeader('content-length', cut === 'trueLength' ? body.length : sent.length);
  if (cut === 'chunked') response.write(sent);
  if (cut !== 'trueLength') {
    response.end(cut === 'chunked' ? undefined : sent);
    return;
  }
  response.write(sent, () => response.socket?.destroy());
}
