/**
 * The browser grader's inside: runs in a Web Worker, over the exercises that the build put beside it. The same
 * compiler, meter, boundary, simulation and judge as on the server; no replay is needed, for here nobody is
 * protected from anybody but the page from an endless loop.
 */
import type { ExerciseDefinition, SampleCase } from '../../exercises/exercise-definition';
import { compile } from '../compile/compile';
import type { ContractValues } from '../compile/contract-values';
import { profileOf } from '../compile/profile';
import { createBrowserRealm } from '../confine/browser-realm';
import { ConfinedPolicies, unloadable, whyUnloadable } from '../confine/confined-policies';
import {
  assembleVerdict,
  type JudgedCase,
  judgeCase,
  type ReferenceCounters,
  verdictWithoutRuns,
} from '../judge/judge';
import { runNoted } from '../judge/noted-run';
import type { SeededCase } from '../judge/run-case';
import { DecisionLog } from '../replay/decision-log';
import type { NotedCalls } from '../replay/note-calls';
import { recordPolicies } from '../replay/record';
import type { Diagnostic } from '../verdict';
import type { BrowserReply, BrowserRequest, SampleRun } from './browser-grader';

/** What the build finds out about an exercise for the worker. */
export interface BrowserFacts {
  readonly version: string;
  readonly contractValues: ContractValues;
  /** Of the samples: the reference itself does not come to the browser. */
  readonly references: ReferenceCounters;
}

interface BrowserExercise {
  readonly definition: ExerciseDefinition;
  readonly samples: readonly SampleCase[];
  readonly facts: BrowserFacts;
}

/** Loads one exercise; by id. */
export type BrowserLibrary = Readonly<Record<string, () => Promise<BrowserExercise>>>;

type Realm = Awaited<ReturnType<typeof createBrowserRealm>>;

export function serveBrowserGrader(graderVersion: string, library: BrowserLibrary): void {
  let realm: Promise<Realm> | undefined;
  const reply = (message: BrowserReply) => postMessage(message);

  /** The exercise is evaluated before the realm is locked down: code that comes after runs slower. */
  const prepare = async (id: string) => {
    const load = library[id];
    if (load === undefined) throw new Error(`This site has no exercise ${JSON.stringify(id)}.`);
    const { definition, samples, facts } = await load();
    realm ??= createBrowserRealm();
    return { definition, samples, facts, realm: await realm };
  };

  const grade = async (request: Extract<BrowserRequest, { kind: 'run' }>): Promise<SampleRun> => {
    const startedMs = performance.now();
    const { definition, samples, facts, realm } = await prepare(request.exercise);
    const identity = () => ({
      exercise: definition,
      id: request.exercise,
      version: facts.version,
      graderVersion,
      durationMs: Math.round(performance.now() - startedMs),
    });
    const compiled = compile(request.source, {
      shape: definition.shape,
      contractValues: facts.contractValues,
      profiled: true,
    });
    const rejected = (diagnostics: readonly Diagnostic[]): SampleRun => ({
      verdict: verdictWithoutRuns(identity(), 'rejected', { diagnostics }),
      calls: {},
    });
    if (!compiled.ok) return rejected(compiled.diagnostics);
    const why = whyUnloadable(realm, compiled.program);
    if (why !== undefined) return rejected([unloadable(why)]);
    const judged: JudgedCase[] = [];
    const calls: Record<string, NotedCalls> = {};
    const regions = compiled.regions ?? [];
    const visits = regions.map(() => 0);
    let units = 0;
    for (const { name, title, seed, parameters } of samples) {
      const seeded: SeededCase = { name, title, role: 'sample', seed: String(seed), parameters };
      const policies = new ConfinedPolicies(realm, compiled.program, definition.shape, {
        unitsLimit: definition.limits.unitsPerCase,
      });
      // Recorded as on the server, though nobody replays it: so a run that is too long to record stops here too.
      const recorded = recordPolicies(policies, definition.shape, new DecisionLog());
      const noted = runNoted(definition, seeded, recorded, () => policies.line);
      calls[name] = noted.calls;
      policies.visits(regions.length).forEach((count, region) => {
        visits[region] += count;
      });
      units += policies.usedUnits;
      judged.push(
        judgeCase(definition, seeded, noted.run, {
          console: policies.console,
          show: true,
        }),
      );
      reply({
        kind: 'progress',
        id: request.id,
        progress: { case: title, done: judged.length, total: samples.length },
      });
    }
    return {
      verdict: assembleVerdict({ ...identity(), cases: judged, references: facts.references }),
      profile: profileOf(regions, visits, units),
      calls,
    };
  };

  addEventListener('message', async ({ data }: MessageEvent<BrowserRequest>) => {
    const id = data.kind === 'run' ? data.id : 0;
    try {
      if (data.kind === 'prepare') await prepare(data.exercise);
      else reply({ kind: 'verdict', id, ...(await grade(data)) });
    } catch (error) {
      reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  });
}
