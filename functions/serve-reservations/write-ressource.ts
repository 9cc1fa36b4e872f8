import { randomInt } from 'node:crypto';
import { writeRessource } from '../../shared/domain/reservations/published.ts';
import type { Ressource } from '../../shared/domain/reservations/ressource.ts';
import type { KeptAnswer } from '../../shared/pipeline/reservations/collections.ts';
import type { Operation } from '../../shared/pipeline/reservations/operation.ts';
import { operationOf } from '../../shared/pipeline/reservations/operation.ts';
import type { JsonValue } from '../../shared/ports/documents.ts';
import { checkIfMatch } from '../../shared/runtime/api/etag.ts';
import type { CallerOf } from '../../shared/runtime/api/route.ts';
import { ProblemError, problemType } from '../../shared/runtime/problem.ts';
import { etagOf } from './bodies.ts';
import { actorOf, keyedOperation } from './caller.ts';
import { noRessource } from './find.ts';
import { isPossibleId, largestId, place } from './paths.ts';
import type { ReservationHouse } from './ports.ts';
import { refusing } from './refusals.ts';
import { nothingLeft, send } from './send.ts';

interface Quantities {
  readonly quantiteGPU: number;
  readonly quantiteMemoire: number;
}
type Sent = CallerOf & { readonly request: Request; readonly sent: JsonValue };
type OnOne = Sent & { readonly params: { readonly id: number } };

class TakenError extends ProblemError {}

/** Adds a machine under the id asked, or under the next free one. */
export async function addRessource(
  house: ReservationHouse,
  call: Sent & { readonly body: Quantities & { readonly id?: number | undefined } },
): Promise<Response> {
  const operation = keyedOperation(call, house);
  const { id: asked, quantiteGPU, quantiteMemoire } = call.body;
  for (;;) {
    const id = asked ?? (await nextFreeId(house));
    try {
      return send(await add(house, call, operation, id, { quantiteGPU, quantiteMemoire }));
    } catch (error) {
      // Somebody beside took the free one: the next is tried.
      if (asked !== undefined || !(error instanceof TakenError)) throw error;
    }
  }
}

function add(house: ReservationHouse, call: Sent, operation: Operation, id: number, quantities: Quantities) {
  return refusing(house, () =>
    house.writeMachine({
      operation,
      actor: actorOf(call),
      id,
      change: (current) => {
        if (current === undefined) return quantities;
        const detail = `Une machine a déjà l’identifiant ${id}.`;
        throw new TakenError({ status: 409, type: problemType('exists'), detail });
      },
      answer: (next) => answerOf(201, next),
    }),
  );
}

/** One more than that of any machine that is there or has left lines; any that is free once people have taken the last. */
async function nextFreeId({ memory }: ReservationHouse): Promise<number> {
  const last = { orderBy: { field: 'ressource', direction: 'desc' as const }, limit: 1 };
  const [machines, lines] = await Promise.all([memory.ressources.query(), memory.ledger.query(last)]);
  const next = Math.max(0, ...machines.map(({ value }) => value.id), ...lines.map(({ value }) => value.ressource)) + 1;
  return next <= largestId ? next : randomInt(1, largestId);
}

/** Changes what the body gives; the rest stays. */
export async function changeRessource(
  house: ReservationHouse,
  call: OnOne & {
    readonly body: { readonly quantiteGPU?: number | undefined; readonly quantiteMemoire?: number | undefined };
  },
): Promise<Response> {
  const { quantiteGPU, quantiteMemoire } = call.body;
  const change = (current: Ressource): Quantities => ({
    quantiteGPU: quantiteGPU ?? current.quantiteGPU,
    quantiteMemoire: quantiteMemoire ?? current.quantiteMemoire,
  });
  return send(await write(house, call, change, (next) => answerOf(200, next)));
}

export async function deleteRessource(house: ReservationHouse, call: OnOne): Promise<Response> {
  return send(
    await write(
      house,
      call,
      () => undefined,
      () => nothingLeft,
    ),
  );
}

async function write(
  house: ReservationHouse,
  call: OnOne,
  change: (current: Ressource) => Quantities | undefined,
  answer: (next: Ressource | undefined) => KeptAnswer,
): Promise<KeptAnswer> {
  const { id } = call.params;
  if (!isPossibleId(id)) throw noRessource(id);
  const operation = operationOf(house.clock.now(), call.sent);
  const answered = await refusing(house, () =>
    house.writeMachine({
      operation,
      actor: actorOf(call),
      id,
      change: (current) => {
        if (current === undefined) throw noRessource(id);
        checkIfMatch(call.request.headers.get('if-match'), etagOf(current));
        return change(current);
      },
      answer,
    }),
  );
  await house.announce(operation.id);
  return answered;
}

function answerOf(status: number, next: Ressource | undefined): KeptAnswer {
  if (next === undefined) return nothingLeft;
  const location: Record<string, string> = status === 201 ? { location: place.ressource(next.id) } : {};
  return { status, headers: { ...location, etag: etagOf(next) }, body: writeRessource(next) };
}
