/** A variable of question.json under another name, wherever a formula names it. */
import { renamedInFormula } from '../../../grader/packages/formula';
import type { WrittenQuestion } from '../../../grader/packages/plain-question-format';
import type { WrittenPart } from './question-text';

export interface Renamed {
  readonly written: WrittenQuestion;
  /** Where it is used, beside its own name. */
  readonly uses: number;
}

/** @param to names no other variable. What is filled in nowhere (title, summary, values) stays. */
export function renameVariable(written: WrittenQuestion, from: string, to: string): Renamed {
  let uses = 0;
  const formula = (text: string): string =>
    renamedInFormula(text, from, () => {
      uses++;
      return to;
    });
  const text = (given: string): string =>
    given.replace(/\{\{(.*?)\}\}/gs, (_, inside: string) => `{{${formula(inside)}}}`);
  const texts = <Given>(given: Given): Given => mapTexts(given, text) as Given;
  const { variables, where, given, pictures } = written;
  const named = Object.entries(variables ?? {}).map(
    ([name, each]) => [name === from ? to : name, 'is' in each ? { is: formula(each.is) } : each] as const,
  );
  const renamed = {
    ...written,
    ...(variables && { variables: Object.fromEntries(named) }),
    ...(where && { where: where.map(formula) }),
    prompt: text(written.prompt),
    ...(given && { given: texts(given) }),
    ...(pictures && {
      pictures: pictures.map((each) => ({ ...each, alternative: text(each.alternative) })),
    }),
    parts: written.parts.map((part) => texts(withFormulas(part, formula))),
    explanation: text(written.explanation),
  };
  return { written: renamed, uses };
}

/** What a part holds as formulas; all its other texts may have some in {{ }}. */
function withFormulas(part: WrittenPart, formula: (text: string) => string): WrittenPart {
  switch (part.kind) {
    case 'number':
      return {
        ...part,
        answer: formula(part.answer),
        ...(part.tolerance !== undefined && { tolerance: formula(part.tolerance) }),
        ...(part.feedback && {
          feedback: {
            ...part.feedback,
            ...(part.feedback.when && {
              when: part.feedback.when.map((each) => ({ ...each, answer: formula(each.answer) })),
            }),
          },
        }),
      };
    case 'choice':
      return {
        ...part,
        options: part.options.map((option) =>
          typeof option.right === 'string' ? { ...option, right: formula(option.right) } : option,
        ),
      };
    case 'gantt':
      return {
        ...part,
        slots: formula(part.slots),
        runs: part.runs.map((run) => ({ ...run, from: formula(run.from), to: formula(run.to) })),
      };
    default:
      return part;
  }
}

function mapTexts(given: unknown, text: (given: string) => string): unknown {
  if (typeof given === 'string') return text(given);
  if (Array.isArray(given)) return given.map((each) => mapTexts(each, text));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([field, each]) => [field, mapTexts(each, text)]));
}
