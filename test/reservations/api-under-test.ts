import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import {
  createHouse,
  createReservationsApi,
  describeReservations,
} from '../../functions/serve-reservations/serve-reservations.ts';
import { createSqliteDocuments } from '../../shared/adapters/sqlite/sqlite-documents.ts';
import type { ReservationSettings } from '../../shared/domain/reservations/settings.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import { openApiDocument } from '../../shared/runtime/api/openapi.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import { requireIndexes } from '../../shared/wiring/indexes.ts';
import { openApiChecker } from '../api/open-api-checker.ts';

/** Wednesday 25 November 2026, noon UTC. */
export const noon = Date.parse('2026-11-25T12:00:00Z');

export interface Asked {
  /** `subject role [name]`; none: no token. */
  readonly as?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly etag: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it knows of an answer that the document has checked.
  readonly body: any;
}

/** Reservations in memory, at an hour that the test sets, whose answers are all checked against the API's document. */
export function openApi(over: Partial<ReservationSettings> = {}, given?: DocumentStore) {
  const database = new DatabaseSync(':memory:');
  const documents = given ?? requireIndexes(createSqliteDocuments(database));
  const clock = { at: noon, now: () => new Date(clock.at) };
  const published: string[] = [];
  const settings = { maxHours: 336, maxAdvanceDays: 365, quotaGpuHoursWeek: 0, zone: 'Europe/Paris', ...over };
  const options = {
    documents,
    publisher: {
      async publish(_topic: string, { eventId }: { readonly eventId?: unknown }) {
        published.push(String(eventId));
        return 'm';
      },
    },
    topic: 'reservation-notice-due',
    settings,
    clock,
    logger: createLogger({ function: 'test', write: () => undefined }),
    async authenticate(request: Request) {
      const [, sub, role, name] = /^Bearer (\S+) (\S+) ?(.*)$/.exec(request.headers.get('authorization') ?? '') ?? [];
      if (sub === undefined || role === undefined)
        throw new ProblemError({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
      return { issuer: 'test', subject: sub, name: name || null, roles: [role], claims: {} };
    },
  };
  const api = createReservationsApi(options);
  const document = openApiDocument(describeReservations(createHouse(options)));
  const checker = openApiChecker(document);

  async function ask(
    method: string,
    path: string,
    { as = 'ana user Ana', body, headers = {} }: Asked = {},
  ): Promise<Answered> {
    const url = path.startsWith('http') ? path : `http://host/reservations${path}`;
    const sent: Record<string, string> = {
      ...(as === null ? {} : { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await api(
      new Request(url, { method, headers: sent, ...(body === undefined ? {} : { body: text }) }),
    );
    const received = await checker.check(method, url, answer, await answer.text());
    assert.ok(answer.status < 500, received);
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      etag: answer.headers.get('etag') ?? '',
      body: isJson ? JSON.parse(received) : received,
    };
  }

  /** Asks, and fails unless the answer has this status. */
  async function expect(status: number, method: string, path: string, asked: Asked = {}): Promise<Answered> {
    const answer = await ask(method, path, asked);
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  const admin = 'root admin Root';
  return {
    api,
    ask,
    expect,
    admin,
    clock,
    documents,
    document,
    published,
    seen: checker.seen,
    close: () => database.close(),
    addMachine: (id: number, quantiteGPU: number, quantiteMemoire: number) =>
      expect(201, 'POST', '/Ressource', { as: admin, body: { id, quantiteGPU, quantiteMemoire } }),
  };
}

/** An hour of today, UTC, as callers write it. */
export function hour(hours: number): string {
  return new Date(Date.parse('2026-11-26T00:00:00Z') + hours * 3_600_000).toISOString();
}
