/**
 * The exercise catalogue: what the site may know of exercises and questions, made by the build
 * (`.runqueue/build/catalogue.json`). No hidden case, reference or wrong solution is in it: of a wrong one at most
 * what a run of it did.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedTrace } from '../simulator/engine/trace';
import type { Budget, ExerciseDefinition, Rule, View } from './exercise-definition';

export interface SourceFile {
  /** From the project's root: `exercises/scheduling/round-robin/contract.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface CatalogueExercise {
  /** `scheduling/round-robin`: chapter and name. */
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
  readonly difficulty: 1 | 2 | 3;
  readonly view: View;
  readonly rules: readonly Rule[];
  readonly budgets: readonly Budget[];
  readonly metric: ExerciseDefinition['metric'];
  readonly showFailures: boolean;
  /** Hash of everything that decides a verdict. */
  readonly version: string;
  /** Markdown. */
  readonly statement: string;
  readonly hints: readonly string[];
  readonly starter: string;
  /** contract.ts first, then the files whose types it uses: what the editor loads. */
  readonly contract: readonly SourceFile[];
  readonly samples: readonly { readonly name: string; readonly title: string }[];
  /** How many cases a submission is graded on, samples included. */
  readonly caseCount: number;
  readonly demonstration?: DemonstratedRun;
}

/** A run of a wrong solution on a sample, until it breaks a rule. The solution itself is not in it. */
export interface DemonstratedRun {
  /** What the solution does: 'a scheduler that ...'. */
  readonly what: string;
  /** Its last event is the one that breaks the rule. */
  readonly trace: EncodedTrace;
  readonly rule: string;
  /** As a student is told. */
  readonly message: string;
}

export interface CatalogueQuestion {
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
}

export interface Catalogue {
  readonly exercises: readonly CatalogueExercise[];
  readonly questions: readonly CatalogueQuestion[];
  readonly graderVersion: string;
  /** Path under the site of the browser grader's worker script. */
  readonly browserGrader: string;
}

export const BUILD_FOLDER = '.runqueue/build';

/** Holds a folder a version of the browser grader, named by its hash; the site serves it under `/grader`. */
export const BROWSER_GRADER_FOLDER = `${BUILD_FOLDER}/grader`;

/** In the working directory. */
export const cataloguePath = () => join(process.cwd(), BUILD_FOLDER, 'catalogue.json');

let cached: { readonly modifiedMs: number; readonly catalogue: Catalogue } | undefined;

/** Reads the catalogue of the project in the working directory. @throws when nothing was built yet. */
export function readCatalogue(): Catalogue {
  const path = cataloguePath();
  const modifiedMs = statSync(path).mtimeMs;
  if (cached?.modifiedMs !== modifiedMs)
    cached = { modifiedMs, catalogue: JSON.parse(readFileSync(path, 'utf8')) as Catalogue };
  return cached.catalogue;
}
