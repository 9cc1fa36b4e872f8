import * as z from 'zod';
import { createRandom, type Random } from './data/random.ts';

const retryAfter = {
  /** No Retry-After header when not said; may be a fraction. */
  retryAfterSeconds: z.number().nonnegative().optional(),
  retryAfterForm: z.enum(['seconds', 'date']).default('seconds'),
};

/**
 * What can go wrong. Before the request is looked at: `unavailable` (503), `tooManyRequests` (429), `maintenance` (a page),
 * `loginPage`, `hang`, `reset`. The session is forgotten first, then the request answered: `sessionDropped`. After the request
 * had its effect: `cutBody`, `emptyBody`, `htmlAsJpeg`, `answerLost`. Both: `slow`.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('unavailable'),
    status: z.literal([500, 502, 503, 504]).default(503),
    ...retryAfter,
  }),
  z.strictObject({ kind: z.literal('tooManyRequests'), ...retryAfter }),
  z.strictObject({ kind: z.literal('maintenance'), status: z.literal([200, 503]).default(200) }),
  z.strictObject({ kind: z.literal('sessionDropped') }),
  z.strictObject({ kind: z.literal('loginPage') }),
  z.strictObject({ kind: z.literal('cutBody'), how: z.enum(['trueLength', 'falseLength', 'chunked']) }),
  z.strictObject({ kind: z.literal('emptyBody') }),
  z.strictObject({ kind: z.literal('htmlAsJpeg') }),
  z.strictObject({ kind: z.literal('answerLost') }),
  z.strictObject({ kind: z.literal('slow'), milliseconds: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
]);
export type Fault = z.infer<typeof faultSchema>;

const serverSchema = z.enum(['portal', 'documents', 'destination', 'fleet']);
export type DemoServerName = z.infer<typeof serverSchema>;

const hasSession = (server: DemoServerName | undefined) => server !== 'destination' && server !== 'fleet';

/** When a fault happens: for requests to `server` (any, when not said) whose path and query match. */
export const faultRuleSchema = z
  .strictObject({
    server: serverSchema.optional(),
    method: z.enum(['GET', 'POST']).optional(),
    /** A regular expression for path and query. */
    match: z.string(),
    /** So many matching requests pass first. */
    skip: z.number().int().nonnegative().default(0),
    /** At most so many faults; no end when not said. */
    times: z.number().int().positive().optional(),
    /** Each matching request with this chance (0 to 1), always the same ones for a seed. */
    probability: z.number().min(0).max(1).default(1),
    seed: z.number().int().default(1),
    fault: faultSchema,
  })
  .refine(({ server, fault }) => hasSession(server) || !['sessionDropped', 'loginPage'].includes(fault.kind), {
    error: 'the destination and the fleet have no session to lose',
  });
export type FaultRule = z.input<typeof faultRuleSchema>;

/** How often a rule fired. */
export interface FiredCount {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly fired: number;
}

/** The faults of a demo world, shared by its servers. */
export interface FaultBook {
  /** Replaces all rules and forgets the counts. @throws ZodError when a rule is none. */
  setFaults(rules: readonly FaultRule[]): void;
  /** What fired since the rules were set, in their order. */
  fired(): readonly FiredCount[];
  /** The fault for this request, if any: the first rule that wants it counts it. */
  choose(server: DemoServerName, method: string, path: string): Fault | undefined;
}

interface ActiveRule {
  readonly rule: z.infer<typeof faultRuleSchema>;
  readonly pattern: RegExp;
  readonly random: Random;
  matched: number;
  fired: number;
}

function activate(input: FaultRule): ActiveRule {
  const rule = faultRuleSchema.parse(input);
  return { rule, pattern: new RegExp(rule.match), random: createRandom('fault', rule.seed), matched: 0, fired: 0 };
}

function wants(active: ActiveRule, server: DemoServerName, method: string, path: string): boolean {
  const { rule } = active;
  if (rule.server !== undefined && rule.server !== server) return false;
  if (rule.method !== undefined && rule.method !== method) return false;
  if (!active.pattern.test(path)) return false;
  active.matched += 1;
  if (active.matched <= rule.skip || active.fired >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
  return active.random.chance(rule.probability);
}

/** Faults for these rules. @throws ZodError when a rule is none. */
export function createFaultBook(rules: readonly FaultRule[] = []): FaultBook {
  let active = rules.map(activate);
  return {
    setFaults: (next) => {
      active = next.map(activate);
    },
    fired: () => active.map(({ rule, matched, fired }) => ({ rule, matched, fired })),
    choose: (server, method, path) => {
      const chosen = active.find((candidate) => wants(candidate, server, method, path));
      if (chosen === undefined) return undefined;
      chosen.fired += 1;
      return chosen.rule.fault;
    },
  };
}
