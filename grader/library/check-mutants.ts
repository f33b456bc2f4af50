/**
 * Mutants of an exercise's right solutions, the reference among them, against its samples and hidden cases: what the
 * cases do not notice a student may get wrong, too.
 *
 *      text of a right solution ──mutate──▶ edits ──draw──▶ bundle, compile ──▶ cases until one kills it
 *
 * - Killed is a mutant that breaks a rule, stops, leaves a rule unreached, or exceeds a budget that its base does not.
 * - Left out are mutants that do not compile, and those whose program is that of another one.
 * - A case of a mutant ends when it has used many times the units that its base used there: a loop without an end.
 * - Time is bounded by number: of more than MOST_MUTANTS as many are drawn, evenly and always the same ones. What
 *   mutants.ts calls equivalent is tried always.
 */
import { existsSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DEFAULT_LEAST_SCORE,
  type EquivalentMutant,
  type MutantsDefinition,
} from '../../exercises/mutants-definition';
import { Random } from '../../simulator/engine/random';
import { compile } from '../compile/compile';
import type { JudgedCase } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { bundleInstead, solutionTexts } from './bundle-solution';
import { ROOT } from './exercise-library';
import { verdictOn } from './judged-cases';
import { applyEdit, type Edit, mutationsOf } from './mutate';
import type { ExercisePrograms, PreparedExercise } from './prepared-exercise';
import { UnfitExercise } from './seeds';
import { someAtOnce } from './some-at-once';

/** Drawn of all that can be made. */
const MOST_MUTANTS = 300;
/** Units that a mutant may use in a case: so many times its base's, and so many more. */
const UNITS_FACTOR = 20;
const UNITS_SLACK = 1_000_000;

/** A mutant, as it is printed. */
export interface MutantReport {
  /** `simulator/kernel/scheduling/round-robin.ts:41:9` */
  readonly place: string;
  /** The line, and what it becomes; without the blanks around them. */
  readonly line: string;
  readonly becomes: string;
  /** "`<` becomes `<=`" */
  readonly change: string;
}

export interface MutantsReport {
  /** Without those that do not compile, are another one's equal, or are called equivalent. */
  readonly made: number;
  readonly killed: number;
  readonly score: number;
  readonly leastScore: number;
  readonly equivalent: number;
  readonly survivors: readonly MutantReport[];
}

/** What mutants are made of. */
export interface RightSolution {
  readonly program: string;
  /** Budgets that it exceeds itself. */
  readonly exceeds: readonly string[];
  /** Of the files that are the solution, by path from the project's root: not of what it imports. */
  readonly texts: ReadonlyMap<string, string>;
  /** The solution as a student would submit it, with other texts in place of some. @throws where they are no program. */
  readonly source: (instead: ReadonlyMap<string, string>) => Promise<string>;
}

interface Mutant extends MutantReport {
  readonly base: RightSolution;
  readonly path: string;
  readonly mutated: string;
}

/** What mutants are made of, and what the exercise says of them. */
export interface MutantsGiven {
  readonly bases: readonly RightSolution[];
  readonly definition: MutantsDefinition;
}

/** Of an exercise of the catalogue. @throws UnfitExercise when mutants.ts cannot be read. */
export async function ownMutants({
  exercise,
  solutions,
  programOf,
}: ExercisePrograms): Promise<MutantsGiven> {
  const { id, folder } = exercise;
  const right = solutions.filter(({ kind }) => kind === 'reference' || kind === 'right');
  const bases = await Promise.all(
    right.map(async (solution): Promise<RightSolution> => {
      const { place, exceeds } = solution;
      const texts = [...(await solutionTexts(id, place))].map(
        ([path, text]) => [relative(ROOT, path).split(sep).join('/'), text] as const,
      );
      return {
        program: await programOf(solution),
        exceeds,
        texts: ownTexts(texts, `exercises/${id}/`),
        source: (instead) =>
          bundleInstead(id, place, new Map([...instead].map(([path, text]) => [join(ROOT, path), text]))),
      };
    }),
  );
  return { bases, definition: await definitionOf(id, folder) };
}

/** `export { RoundRobin } from '../../../simulator/kernel/scheduling/round-robin';` */
const HANDED_ON = /^export \{[^}]*\} from '([^']+)';/gm;

/**
 * What a student would write, by path from the project's root: the exercise's own files, and those that they hand on as
 * their own (the reference). What these import is given (tables of registers, of calls, the page table), and most of it
 * has nothing to do with them.
 */
export function ownTexts(
  texts: readonly (readonly [path: string, text: string])[],
  home: string,
): ReadonlyMap<string, string> {
  const own = texts.filter(([path]) => path.startsWith(home));
  const handedOn = new Set(
    own.flatMap(([path, text]) =>
      [...text.matchAll(HANDED_ON)].map(
        ([, target = '']) => `${posix.normalize(posix.join(posix.dirname(path), target))}.ts`,
      ),
    ),
  );
  return new Map(texts.filter((each) => own.includes(each) || handedOn.has(each[0])));
}

export interface MutantsCheck {
  readonly report: MutantsReport;
  readonly problems: readonly string[];
}

export async function mutantsKilled(
  prepared: PreparedExercise,
  { bases, definition }: MutantsGiven,
): Promise<MutantsCheck> {
  const { leastScore = DEFAULT_LEAST_SCORE, equivalent = [] } = definition;
  const all = bases.flatMap(mutantsOf);
  const chosen = drawn(all);
  const meant = (each: Mutant) => equivalent.some((one) => isMeant(one, each));
  const tried = all.filter((each) => chosen.has(each) || meant(each));
  const { survivors, killed: allKilled } = await runMutants(prepared, bases, tried);
  const problems = equivalent.flatMap((each) => equivalentProblems(each, all, survivors, allKilled));
  const unexplained = survivors.filter((each) => !meant(each));
  const killed = allKilled.filter((each) => chosen.has(each)).length;
  const made = killed + unexplained.length;
  const score = made === 0 ? 1 : killed / made;
  if (score < leastScore)
    problems.push(
      `the cases kill ${killed} of ${made} mutants, a share of ${score.toFixed(3)}: at least ${leastScore} is asked. Make cases harder, or list what is equivalent in mutants.ts`,
    );
  return {
    report: {
      ...{ made, killed, score, leastScore, equivalent: survivors.length - unexplained.length },
      survivors: unexplained.map(({ place, line, becomes, change }) => ({ place, line, becomes, change })),
    },
    problems,
  };
}

async function definitionOf(id: string, folder: string): Promise<MutantsDefinition> {
  const path = join(folder, 'mutants.ts');
  if (!existsSync(path)) return {};
  try {
    return ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default: MutantsDefinition })
      .default;
  } catch (error) {
    throw new UnfitExercise(id, `mutants.ts: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function mutantsOf(base: RightSolution): Mutant[] {
  return [...base.texts].flatMap(([path, text]) =>
    mutationsOf(text).map((edit) => {
      const mutated = applyEdit(text, edit);
      const place = `${path}:${edit.line}:${edit.column}`;
      return {
        base,
        path,
        mutated,
        place,
        line: lineAt(text, edit),
        becomes: lineAt(mutated, edit),
        change: edit.change,
      };
    }),
  );
}

const lineAt = (text: string, { line }: Edit) => text.split('\n')[line - 1].trim();

function isMeant({ at }: EquivalentMutant, { line, becomes }: Mutant): boolean {
  return typeof at === 'string' ? at === line : at[0] === line && at.includes(becomes, 1);
}

/** Those that the score is about. */
function drawn(all: readonly Mutant[]): ReadonlySet<Mutant> {
  return new Set(
    all.length <= MOST_MUTANTS ? all : new Random('mutants').shuffled(all).slice(0, MOST_MUTANTS),
  );
}

/** What it names survives, each one: an entry that says more would hide what survives later. */
function equivalentProblems(
  equivalent: EquivalentMutant,
  all: readonly Mutant[],
  survivors: readonly Mutant[],
  killed: readonly Mutant[],
): string[] {
  const { at, why } = equivalent;
  if (typeof at !== 'string' && at.length > 2)
    return at
      .slice(1)
      .flatMap((becomes) => equivalentProblems({ at: [at[0], becomes], why }, all, survivors, killed));
  const are = (mutants: readonly Mutant[]) => mutants.filter((each) => isMeant(equivalent, each));
  const named = `mutants.ts calls ${JSON.stringify(at)} equivalent`;
  if (are(all).length === 0) return [`${named}, but no right solution has such a mutant any more`];
  if (are(survivors).length === 0) return [`${named}, but it is killed: take it out`];
  if (typeof at !== 'string' || are(killed).length === 0) return [];
  const those = (mutants: readonly Mutant[]) =>
    [...new Set(are(mutants).map(({ becomes }) => becomes))].map((each) => `\n      ${each}`).join('');
  return [
    `${named}, but ${are(killed).length} of its mutants are killed:${those(killed)}\n    Name beside the line what survives:${those(survivors)}`,
  ];
}

async function runMutants(
  prepared: PreparedExercise,
  bases: readonly RightSolution[],
  mutants: readonly Mutant[],
): Promise<{ readonly survivors: readonly Mutant[]; readonly killed: readonly Mutant[] }> {
  const { exercise, contractValues } = prepared;
  const { shape } = exercise.definition;
  // A ranked case has a hidden twin.
  const cases = prepared.cases.filter(({ role }) => role !== 'leaderboard');
  const units = new Map<RightSolution, ReadonlyMap<SeededCase, number>>();
  for (const base of bases) units.set(base, await unitsOn(prepared, base.program, cases));
  const seen = new Set(await Promise.all(bases.map((base) => base.source(new Map()))));
  /** Those that killed most come first. */
  const kills = new Map(cases.map((each) => [each, 0]));
  const ends = await someAtOnce(mutants, prepared.runner.width, async (mutant) => {
    const { base, path, mutated } = mutant;
    const source = await base.source(new Map([[path, mutated]])).catch(() => undefined);
    if (source === undefined || seen.has(source)) return undefined;
    seen.add(source);
    const compiled = compile(source, { shape, contractValues });
    if (!compiled.ok) return undefined;
    const inOrder = cases.toSorted((a, b) => (kills.get(b) ?? 0) - (kills.get(a) ?? 0));
    const killer = await kill(prepared, base, compiled.program, inOrder, units.get(base) ?? new Map());
    if (killer === undefined) return 'survives';
    if (killer !== 'verdict') kills.set(killer, (kills.get(killer) ?? 0) + 1);
    return 'killed';
  });
  const those = (end: 'survives' | 'killed') => mutants.filter((_, index) => ends[index] === end);
  return { survivors: those('survives'), killed: those('killed') };
}

async function unitsOn(
  { runner }: PreparedExercise,
  program: string,
  cases: readonly SeededCase[],
): Promise<ReadonlyMap<SeededCase, number>> {
  const units = new Map<SeededCase, number>();
  for (const seeded of cases) units.set(seeded, (await runner.judged(program, seeded)).usedUnits);
  return units;
}

/** @returns the case that kills the mutant; 'verdict' when only all of them together do; undefined when it survives. */
async function kill(
  prepared: PreparedExercise,
  { exceeds }: RightSolution,
  program: string,
  cases: readonly SeededCase[],
  units: ReadonlyMap<SeededCase, number>,
): Promise<SeededCase | 'verdict' | undefined> {
  const { definition } = prepared.exercise;
  const judgedCases: JudgedCase[] = [];
  for (const seeded of cases) {
    const enough = (units.get(seeded) ?? 0) * UNITS_FACTOR + UNITS_SLACK;
    const judged = await prepared.runner.judged(
      program,
      seeded,
      Math.min(definition.limits.unitsPerCase, enough),
    );
    if (!judged.passed) return seeded;
    judgedCases.push(judged);
  }
  const { rules, budgets } = await verdictOn(prepared, judgedCases);
  const isKilled =
    rules.some(({ passed }) => !passed) ||
    budgets.some(({ id, outcome }) => outcome === 'exceeded' && !exceeds.includes(id));
  return isKilled ? 'verdict' : undefined;
}

export function renderMutants({
  made,
  killed,
  score,
  leastScore,
  equivalent,
  survivors,
}: MutantsReport): string {
  const lines = [
    `mutants: ${killed} of ${made} killed, ${score.toFixed(3)} (at least ${leastScore}); ${equivalent} more are equivalent`,
  ];
  for (const { place, line, becomes, change } of survivors)
    lines.push(`  survives ${place}: ${change}`, `      ${line}`, `      ${becomes}`);
  return lines.join('\n');
}
