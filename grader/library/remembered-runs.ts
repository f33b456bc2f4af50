/**
 * Programs and runs of an exercise's own solutions, remembered from one check to the next. A run is a pure function of
 * the grader, of all that exercise.ts reaches, of a program and a case; with none of them changed it is not made again.
 * So whoever mends a statement, a case or a wrong solution waits for what that changes, and not for thousands of runs.
 *
 *      .runqueue/runs/<chapter>/<name>.json.gz     { of: hash of grader and exercise, runs: { hash of program and case: what came of it } }
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { replaceFile } from '../build/replace-file';
import { type CompileResult, compile } from '../compile/compile';
import type { SeededCase } from '../judge/run-case';
import { ROOT } from './exercise-library';
import { onceEach } from './once-each';
import type { OwnRunner } from './own-runner';
import type { Compilers } from './prepared-exercise';
import { caseOf, type ToldCase, toldCase } from './told-case';
import { bundledText, graderVersion, hashTexts } from './versions';

const FOLDER = '.runqueue/runs';
/** Of an exercise: those of a check with its mutants are several thousand. */
const MOST_REMEMBERED = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;
const FASTEST = 1;

/** What came of it; of a text, its program. */
type Run = ToldCase | boolean | string;

interface Remembered {
  readonly of: string;
  readonly runs: Readonly<Record<string, Run>>;
}

export interface Remembering {
  readonly runner: OwnRunner;
  readonly compilers: Compilers;
  /** Writes down what was asked, and what else is known: the latest first. */
  keep(): void;
}

/** Of an exercise of the catalogue. @throws when it cannot be bundled. */
export async function rememberingOwn(id: string, runner: OwnRunner): Promise<Remembering> {
  return remembering(runner, id, await bundledText([`exercises/${id}/exercise`]));
}

/**
 * @param runner makes the runs that are not remembered. @param name of the file. @param simulation all that the
 * exercise's runs and judgements are made from, apart from the grader, program and case.
 */
export async function remembering(
  runner: OwnRunner,
  name: string,
  simulation: string,
  folder = join(ROOT, FOLDER),
): Promise<Remembering> {
  const path = join(folder, `${name}.json.gz`);
  const running = await bundledText(['grader/library/own-runner']);
  const of = hashTexts([process.version, await graderVersion(), running, simulation]);
  const before = new Map(Object.entries(rememberedAt(path, of)));
  const asked = new Map<string, Run>();
  const programHash = onceEach(hashOf);
  const known = (key: string) => asked.get(key) ?? before.get(key);
  const once = async <Value extends Run>(key: string, make: () => Promise<Value>): Promise<Value> => {
    const run = known(key) ?? (await make());
    asked.set(key, run);
    return run as Value;
  };
  const keyOf = (kind: string, program: string, seeded: SeededCase, unitsPerCase?: number) =>
    hashOf(JSON.stringify([kind, programHash(program), seeded, unitsPerCase ?? null]));
  const remembered: OwnRunner = {
    width: runner.width,
    judged: async (program, seeded, unitsPerCase) =>
      caseOf(
        seeded,
        await once(keyOf('judged', program, seeded, unitsPerCase), async () =>
          toldCase(await runner.judged(program, seeded, unitsPerCase)),
        ),
      ),
    told: (program, seeded) => runner.told(program, seeded),
    replays: (program, seeded) =>
      once(keyOf('replays', program, seeded), () => runner.replays(program, seeded)),
  };
  /** Of texts that the compiler takes. */
  const compilers: Compilers = {
    async compile(source, options) {
      const key = hashOf(JSON.stringify([source, options]));
      const program = known(key);
      const compiled: CompileResult =
        typeof program === 'string' ? { ok: true, program } : compile(source, options);
      if (compiled.ok) asked.set(key, compiled.program);
      return compiled;
    },
  };
  return {
    ...{ runner: remembered, compilers },
    keep() {
      const latest = new Map([...asked, ...[...before].filter(([key]) => !asked.has(key))]);
      const kept: Remembered = { of, runs: Object.fromEntries([...latest].slice(0, MOST_REMEMBERED)) };
      try {
        mkdirSync(dirname(path), { recursive: true });
        replaceFile(path, gzipSync(JSON.stringify(kept), { level: FASTEST }));
      } catch {
        // A disk that is full, or may not be written to: what was found is told all the same.
      }
    },
  };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Nothing, where the file is of other code, damaged or not there. */
function rememberedAt(path: string, of: string): Remembered['runs'] {
  try {
    const text = gunzipSync(readFileSync(path), { maxOutputLength: MOST_BYTES }).toString('utf8');
    const remembered = JSON.parse(text) as Partial<Remembered>;
    return remembered.of === of ? (remembered.runs ?? {}) : {};
  } catch {
    return {};
  }
}
