/**
 * A package's question on the trusted side: its variants as data, generated in a confined process and parsed here. Who
 * marks an attempt keeps the variant and asks the package nothing more.
 */
import { z } from 'zod';
import type { Question, QuestionDefinition } from '../../exercises/question-definition';
import { Random } from '../../simulator/engine/random';
import { checkVariants, type QuestionReport, VARIANTS } from '../library/check-question';
import { todoProblemsIn } from '../library/exercise-texts';
import type { Place } from './bundle-package';
import { FormulaFault } from './formula';
import { refuseProblems } from './import-problems';
import { LOAD_MS } from './judge-processes';
import type { PackageFiles } from './package-files';
import { PackageFault, PackageProcess } from './package-process';
import { questionScript } from './package-script';
import { parsed } from './parsed-answer';
import { plainQuestion, readPlainQuestion } from './plain-question';
import { MOST_PICTURES } from './plain-question-format';
import { MAX_PICTURE_BYTES, pictureProblem } from './svg-picture';

/** Processor time of so many variants. */
const GENERATE_MS = 5_000;
const AT_A_TIME = 50;

const text = (most: number) => z.string().max(most);
const MARKDOWN = 20_000;
const LABEL = 2_000;
const CELL = 200;
/** Rows, columns, lanes, slots. */
const MEASURE = 100;

const cells = z.array(z.array(text(CELL)).max(MEASURE)).max(MEASURE);
const grid = z.strictObject({
  caption: text(LABEL),
  columns: z.array(text(CELL)).max(MEASURE),
  rows: z.array(z.array(text(LABEL)).max(MEASURE)).max(MEASURE),
});
const feedback = z.strictObject({
  right: text(MARKDOWN).optional(),
  wrong: text(MARKDOWN).optional(),
  when: z
    .array(z.strictObject({ answer: z.union([z.number(), text(CELL)]), say: text(MARKDOWN) }))
    .max(MEASURE)
    .optional(),
});
const asked = {
  id: z.string().max(60),
  label: text(LABEL),
  points: z.number().min(0).max(1_000),
  feedback: feedback.optional(),
};
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    ...asked,
    kind: z.literal('number'),
    answer: z.number(),
    tolerance: z.number().min(0),
    unit: text(CELL),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('choice'),
    options: z.array(text(LABEL)).max(MEASURE),
    answer: z.array(z.number().int().min(0)).max(MEASURE),
    multiple: z.boolean(),
  }),
  z.strictObject({ ...asked, kind: z.literal('text'), answers: z.array(text(CELL)).max(MEASURE) }),
  z.strictObject({
    ...asked,
    kind: z.literal('table'),
    pointsPer: z.enum(['column', 'row']),
    columns: z.array(text(CELL)).max(MEASURE),
    rowLabels: z.array(text(CELL)).max(MEASURE),
    given: z.array(z.array(text(CELL).nullable()).max(MEASURE)).max(MEASURE),
    answer: cells,
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('gantt'),
    lanes: z.array(text(CELL)).max(MEASURE),
    slots: z.number().int().min(0).max(MEASURE),
    symbols: z.array(text(CELL)).max(MEASURE),
    answer: cells,
  }),
]);
/** A thousand variants mostly have the same pictures. */
const found = new Map<string, string | undefined>();
const MOST_FOUND = 50;
function problemOfPicture(svg: string): string | undefined {
  if (!found.has(svg)) {
    if (found.size >= MOST_FOUND) found.clear();
    found.set(svg, pictureProblem(svg));
  }
  return found.get(svg);
}

const picture = z.strictObject({
  svg: text(MAX_PICTURE_BYTES).superRefine((svg, context) => {
    const problem = problemOfPicture(svg);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
  alternative: text(LABEL),
});
/** Of a variant without its pictures, as JSON: each is stored, sent and rendered for everybody who draws it. */
const MAX_VARIANT_CHARACTERS = 150_000;
const question = z
  .strictObject({
    prompt: text(MARKDOWN),
    given: grid.optional(),
    pictures: z.array(picture).max(MOST_PICTURES).optional(),
    parts: z.array(part).max(30),
    explanation: text(MARKDOWN),
    worked: z.array(grid).max(20).optional(),
  })
  .refine(
    ({ pictures: _, ...texts }) => JSON.stringify(texts).length <= MAX_VARIANT_CHARACTERS,
    `more than ${MAX_VARIANT_CHARACTERS} characters in all`,
  );
const variants = z.array(
  z.union([
    z.strictObject({ question }),
    z.strictObject({ threw: z.string().transform((message) => message.slice(0, 1_000)) }),
  ]),
);
const factsSchema = z.strictObject({
  title: text(100),
  summary: text(500),
  rows: z.array(z.number()).max(40),
});

type Variant = { readonly question: Question } | { readonly threw: string };

/** Where variants come from. */
interface VariantSource {
  generate(seeds: readonly string[]): Promise<readonly Variant[]>;
  close(): Promise<void>;
}

export class PackageQuestion {
  private constructor(
    readonly id: Place,
    private readonly files: PackageFiles,
    readonly facts: z.infer<typeof factsSchema>,
    private readonly source: VariantSource,
    /** It draws nothing, as most questions of other systems: everybody is asked the same, which its author knows. */
    private readonly isFixed = false,
  ) {}

  /** @param home where it would lie in exercises/. @throws PackageRefused, PackageFault */
  static async open(
    id: Place,
    files: PackageFiles,
    childPath: string,
    home: Place = id,
  ): Promise<PackageQuestion> {
    await refuseProblems(files, home);
    const plain = files.get('question.json');
    if (plain !== undefined) {
      const { generate, ...facts } = plainQuestion(plain, files);
      const isFixed = Object.keys(readPlainQuestion(plain).variables).length === 0;
      const known = parsed(factsSchema, facts, 'question.json');
      return new PackageQuestion(id, files, known, sourceHere(generate), isFixed);
    }
    const script = await questionScript(files, home);
    const generating = new PackageProcess(childPath);
    try {
      await generating.load(script, LOAD_MS);
      const { told } = await generating.ask('describe', undefined, GENERATE_MS);
      return new PackageQuestion(id, files, parsed(factsSchema, told, 'question.ts'), sourceIn(generating));
    } catch (error) {
      await generating.kill();
      throw error;
    }
  }

  /** @param seeds of the variants. @throws PackageFault when it hangs, floods or answers with what is no question. */
  generate(seeds: readonly (string | number)[]): Promise<readonly Variant[]> {
    return this.source.generate(seeds.map(String));
  }

  /** The promises of a question; it may lie outside the syllabus. @throws PackageFault */
  async check(): Promise<QuestionReport> {
    const seeds = Array.from({ length: VARIANTS }, (_, seed) => seed);
    // The second time in another order, so that what one leaves for the next shows.
    const [first, second] = [await this.generate(seeds), await this.generate(seeds.toReversed())];
    const told = (variant: Variant | undefined) =>
      variant !== undefined && 'question' in variant ? variant.question : (variant?.threw ?? 'nothing');
    const made = {
      variant: (seed: number) => told(first[seed]),
      again: (seed: number) => told(second[VARIANTS - 1 - seed]),
    };
    const demands = { rows: false, variety: !this.isFixed };
    const report = checkVariants(this.id, this.facts, VARIANTS, made, demands);
    return { ...report, problems: [...todoProblemsIn(this.files), ...report.problems] };
  }

  close(): Promise<void> {
    return this.source.close();
  }
}

function sourceIn(process: PackageProcess): VariantSource {
  return {
    close: () => process.kill(),
    async generate(seeds) {
      const made: Variant[] = [];
      for (let at = 0; at < seeds.length; at += AT_A_TIME) {
        const some = seeds.slice(at, at + AT_A_TIME);
        const { told } = await process.ask('generate', { seeds: some }, GENERATE_MS);
        const each = parsed(variants, told, 'a variant');
        if (each.length !== some.length)
          throw new PackageFault('failed', 'it made another number of variants');
        made.push(...each);
      }
      return made;
    },
  };
}

/** Of a question without code, whose formulas are bounded. */
function sourceHere(generate: QuestionDefinition['generate']): VariantSource {
  return {
    close: async () => {},
    generate: async (seeds) =>
      seeds.map((seed) => {
        try {
          return parsed(z.strictObject({ question }), { question: generate(new Random(seed)) }, 'a variant');
        } catch (error) {
          if (!(error instanceof FormulaFault)) throw error;
          return { threw: error.message };
        }
      }),
  };
}
