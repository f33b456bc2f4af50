/** What comes back from a package's process, parsed: bounded, of the right types, and naming only what there is. */
import { z } from 'zod';
import { SPECIAL_VIEWS, SYLLABUS_ROWS, type View } from '../../exercises/exercise-definition';
import { viewProblems } from '../../exercises/picture-problems';
import { STOP_REASONS } from '../../simulator/engine/policy';
import { type EventKinds, Trace } from '../../simulator/engine/trace';
import type { ContractConstant } from '../compile/contract-values';
import { MAX_UNITS } from '../confine/confined-policies';
import type { ToldRun } from '../judge/told-run';
import { PackageFault } from './package-process';
import { parsed } from './parsed-answer';

const text = (most: number) => z.string().max(most);
const kebab = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** Becomes part of a program's text. */
const identifier = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9]*$/);
const counter = z
  .string()
  .max(60)
  .regex(/^[a-z][A-Za-z0-9]*$/);
const ruleId = z.string().regex(/^[A-Z]{2,3}\d{1,3}$/);
const points = z.number().int().min(0).max(1_000);

const MOST_PARAMETERS = 8;
const arities = z.record(identifier, z.number().int().min(0).max(MOST_PARAMETERS));
const parameters = z.record(
  z
    .string()
    .max(60)
    .regex(/^[a-z][A-Za-z0-9]*$/),
  z.union([z.number(), text(200), z.boolean()]),
);

const constantName = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]\w*$/);
const MOST_CONSTANTS = 2_000;
const MOST_LEVELS = 8;
const constant = z.unknown().transform((given, context): ContractConstant => {
  let count = 0;
  const read = (value: unknown, level: number): ContractConstant => {
    if (++count > MOST_CONSTANTS || level > MOST_LEVELS) throw new RangeError('too many constants');
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TypeError('no constant');
    const entries = Object.entries(value).map(
      ([name, each]) => [constantName.parse(name), read(each, level + 1)] as const,
    );
    return Object.fromEntries(entries);
  };
  try {
    return read(given, 0);
  } catch {
    context.addIssue('is no number and no table of numbers');
    return z.NEVER;
  }
});

const words = z.union([z.array(text(100)).max(300), z.record(text(100), z.number())]);
const eventKind = z.strictObject({
  name: kebab,
  fields: z.array(text(40)).max(4),
  description: text(1_000),
  sentence: text(1_000).optional(),
  words: z.record(text(40), words).optional(),
});

const budget = z.strictObject({
  id: kebab,
  title: text(300),
  counter,
  unit: text(60),
  parts: z
    .array(z.strictObject({ counter, title: text(200) }))
    .max(40)
    .optional(),
  points,
  factor: z.number().min(0).max(1e6).optional(),
  slack: z.number().min(0).max(1e12).optional(),
  margin: z.number().min(0).max(1).optional(),
});

const caseFacts = { name: kebab, title: text(500), parameters, explains: text(1_000).optional() };
const sample = z.strictObject({ ...caseFacts, seed: z.number() });
const hidden = z.strictObject({
  ...caseFacts,
  role: z.enum(['hidden', 'leaderboard']),
  seeds: z.number().int().min(1).max(10).optional(),
  distinguishes: z.array(kebab).max(200),
});

const patch = z.strictObject({
  name: kebab,
  fails: ruleId.optional(),
  also: z.array(ruleId).max(30).optional(),
  exceeds: z.array(kebab).max(30).optional(),
  why: text(2_000),
  base: text(120).optional(),
  replace: z
    .array(z.tuple([text(20_000), text(20_000)]))
    .min(1)
    .max(50),
});

const MOST_CASES = 60;
const MOST_BUDGETS = 20;
const exercise = z.strictObject({
  title: text(100).min(1),
  summary: text(500),
  rows: z.array(z.number().int().min(1).max(SYLLABUS_ROWS)).max(40),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  view: z.union([z.enum(SPECIAL_VIEWS), z.record(z.string(), z.unknown())]),
  shape: z.strictObject({ className: identifier, methods: arities, programs: arities, services: arities }),
  events: z.array(eventKind).max(200),
  rules: z
    .array(z.strictObject({ id: ruleId, title: text(500), points }))
    .min(1)
    .max(30),
  budgets: z.array(budget).max(MOST_BUDGETS),
  metric: z.strictObject({ counter, title: text(200), unit: text(60) }),
  limits: z.strictObject({ unitsPerCase: z.number().int().min(1).max(MAX_UNITS) }),
  showFailures: z.boolean(),
  samples: z.array(sample).min(1).max(MOST_CASES),
  hidden: z.array(hidden).max(MOST_CASES),
  contract: z.record(constantName, z.union([z.literal('operation'), constant])),
  wrong: z.array(patch).max(200),
  neverAlone: z.record(ruleId, text(1_000)),
  mutants: z.strictObject({
    leastScore: z.number().min(0).max(1).optional(),
    equivalent: z
      .array(
        z.object({
          at: z.union([text(500), z.tuple([text(500), text(500)]).rest(text(500))]),
          why: text(1_000),
        }),
      )
      .max(500)
      .optional(),
  }),
});

export type PackageDescription = Omit<z.infer<typeof exercise>, 'view'> & { readonly view: View };

/** @throws PackageFault that names what is wrong. */
export function parseDescription(told: unknown): PackageDescription {
  const description = parsed(exercise, told, 'exercise.ts');
  const [problem] = viewProblems(description.view, description.events);
  if (problem !== undefined) throw new PackageFault('failed', `exercise.ts: view: ${problem}`);
  return { ...description, view: description.view as View };
}

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const digest = z.string().regex(/^[0-9a-f]{16}$/);
const stopped = z.object({
  reason: z
    .enum(STOP_REASONS as [string, ...string[]])
    .transform((reason) => reason as (typeof STOP_REASONS)[number]),
  message: z.string().transform((message) => message.slice(0, 4_000)),
  line: z.number().int().min(1).optional(),
});
/** Counted before anything else looks at them. */
const ofMost = <Value extends z.ZodType>(most: number, value: Value) =>
  z
    .unknown()
    .refine((given) => typeof given !== 'object' || given === null || Object.keys(given).length <= most, {
      message: `more than ${most} counters`,
      abort: true,
    })
    .pipe(z.record(z.string().max(60), value));
const counters = ofMost(200, z.number());
/** Of a trace of a thousand million events there are half as many (judge/spending.ts `nextLook`). */
const MOST_LOOKS = 1_000;
const looks = z.object({
  events: z.array(count).max(MOST_LOOKS),
  used: ofMost(MOST_BUDGETS, z.array(z.number()).max(MOST_LOOKS)),
});

const MOST_EVENTS = 20_000;
/** Of an encoded trace (simulator/engine/trace.ts): cycle, kind, and four more. */
const EVENT_NUMBERS = 6;
/** Without its kinds, which are the exercise's. */
const encoded = z.object({
  numbers: z
    .array(
      z
        .number()
        .nullable()
        .transform((value) => value ?? Number.NaN),
    )
    .max(EVENT_NUMBERS * MOST_EVENTS),
  ...{ digest, count },
});
const MOST_SHOWN_CALLS = 40_000;
const callNumbers = z.array(z.number().int()).max(MOST_SHOWN_CALLS);

/** Of all checks of a case. */
const MOST_MESSAGES_CHARACTERS = 20_000;

const judgement = z.object({
  checks: z
    .array(z.object({ rule: ruleId, passed: z.boolean(), message: text(4_000), event: count.optional() }))
    .max(60)
    .refine(
      (checks) => checks.reduce((sum, { message }) => sum + message.length, 0) <= MOST_MESSAGES_CHARACTERS,
      `messages of more than ${MOST_MESSAGES_CHARACTERS} characters together`,
    ),
  counters,
  stopped: stopped.optional(),
  traceDigest: digest,
  events: count,
  isTruncated: z.boolean(),
  looks: looks.optional(),
  usedUnits: z.number().optional(),
  trace: encoded.optional(),
  calls: z
    .object({
      names: z.array(z.string().max(60)).max(60),
      ...{ method: callNumbers, who: callNumbers, event: callNumbers },
    })
    .optional(),
});
export type PackageJudgement = z.infer<typeof judgement>;

/** @throws PackageFault */
export function parseJudgement(
  told: unknown,
  { events, shape }: Pick<PackageDescription, 'events' | 'shape'>,
): PackageJudgement {
  const { mismatch } = (told ?? {}) as { mismatch?: unknown };
  if (typeof mismatch === 'string')
    throw new PackageFault(
      'failed',
      `a run is not the same when it is made again (${mismatch.slice(0, 100)}): simulation.ts must be a function of its arguments`,
    );
  const found = parsed(judgement, told, 'what judge() found');
  const named = Object.keys(shape.methods).length + Object.keys(shape.programs).length;
  if (
    found.trace?.numbers.some((kind, at) => at % EVENT_NUMBERS === 1 && !(kind >= 0 && kind < events.length))
  )
    throw new PackageFault('failed', 'its trace holds an event of a kind that exercise.ts does not name');
  if (found.calls?.method.some((method) => !(method >= 0 && method < named)))
    throw new PackageFault('failed', 'it tells of a call of no method');
  return found;
}

/** As bounded-console.ts lets them be, where it is believed. */
const MOST_CONSOLE_LINES = 200;
const MOST_CONSOLE_CHARACTERS = 15_000;
function boundedConsole(lines: readonly string[]): string[] {
  let left = MOST_CONSOLE_CHARACTERS;
  return lines.slice(0, MOST_CONSOLE_LINES).map((line) => {
    const shown = line.slice(0, left);
    left -= shown.length;
    return shown;
  });
}

const run = z.union([
  z.object({ unloadable: z.string().transform((message) => message.slice(0, 1_000)) }),
  z.object({
    unloadable: z.undefined().optional(),
    stopped: stopped.optional(),
    console: z.array(z.string()).transform(boundedConsole),
    traceDigest: digest,
    lines: z.array(count).max(MOST_SHOWN_CALLS),
  }),
]);

const MOST_CALLS = 20_000;
const told = z.object({
  calls: z
    .array(
      z.object({
        kind: z.enum(['calls', 'services']),
        name: z.string().max(60),
        after: count,
        text: z.string().transform((line) => line.slice(0, 500)),
      }),
    )
    .max(MOST_CALLS),
  trace: encoded,
});

/** @param kinds of the exercise's events, whatever comes with the trace. @throws PackageFault */
export function parseTold(given: unknown, kinds: EventKinds): ToldRun {
  const { calls, trace } = parsed(told, given, 'a told run');
  return { calls, trace: Trace.decode({ ...trace, kinds }) };
}

/** @throws PackageFault */
export function parseRun(told: unknown): z.infer<typeof run> {
  return parsed(run, told, 'a run');
}
