import { ownerKeyOf } from '../../shared/domain/reservations/reservation.ts';
import { type Operation, operationOf } from '../../shared/pipeline/reservations/operation.ts';
import type { Actor } from '../../shared/pipeline/reservations/write-reservation.ts';
import type { JsonValue } from '../../shared/ports/documents.ts';
import { fieldError } from '../../shared/runtime/api/field-errors.ts';
import type { CallerOf } from '../../shared/runtime/api/route.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import type { ReservationHouse } from './ports.ts';

export const everybody = ['admin', 'user', 'service'] as const;
export const admins = ['admin'] as const;

/** Who the token names: a person or a program. The name is for people to read; rights go by issuer and subject. */
export function actorOf({ principal: { issuer, subject, name, roles, claims } }: CallerOf): Actor {
  const owner = { issuer: issuer.toWellFormed(), subject: subject.toWellFormed() };
  const isTold = typeof claims.email === 'string' && claims.email_verified === true;
  return {
    owner,
    ownerKey: ownerKeyOf(owner),
    name: (name || subject).toWellFormed(),
    mail: isTold ? String(claims.email).toWellFormed() : null,
    isAdmin: roles.includes('admin'),
  };
}

export const idempotencyHeader = {
  'Idempotency-Key': 'Une clé de votre choix : la même demande sous la même clé n’a d’effet qu’une fois.',
};

/** The operation that a POST is, repeated when the caller says so by its key. */
export function keyedOperation(
  call: CallerOf & { readonly request: Request; readonly sent: JsonValue },
  { clock }: ReservationHouse,
): Operation {
  const key = call.request.headers.get('idempotency-key');
  if (key === null) return operationOf(clock.now(), call.sent);
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const detail = 'Idempotency-Key : 1 à 255 caractères ASCII visibles.';
    throw new ProblemError({ status: 400, detail, errors: [fieldError(['Idempotency-Key'], detail, 'header')] });
  }
  const { issuer, subject } = call.principal;
  const path = new URL(call.request.url).pathname.replace(/\/$/, '');
  return operationOf(clock.now(), call.sent, { scope: [issuer, subject, call.request.method, path], key });
}
