/**
 * What the response processing of a QTI item says, as far as it says what questions here can: what a right response earns,
 * how near a number must be, and after which response an outcome has which value (so that a feedback is shown).
 *
 *      responseIf match(RESPONSE, correct)          ─▶ right RESPONSE    ─▶ SCORE = 2, FEEDBACK = 'well-done'
 *      responseElseIf match(RESPONSE, 'ChoiceB')    ─▶ RESPONSE is it    ─▶ FEEDBACK = 'not-b'
 *      responseElse                                 ─▶ wrong RESPONSE    ─▶ FEEDBACK = 'no'
 */
import { eachElement, isElement, type XmlElement } from '../xml-tree';

export interface ResponseDeclaration {
  readonly id: string;
  readonly cardinality: string;
  readonly baseType: string;
  readonly correct: readonly string[];
  readonly mapping?: {
    readonly entries: readonly {
      readonly key: string;
      readonly value: number;
      readonly caseSensitive: boolean;
    }[];
    readonly lowerBound?: number;
    readonly upperBound?: number;
    readonly otherwise: number;
  };
}

/** After which responses something comes to be. */
export type Occasion =
  | { readonly kind: 'always' | 'unknown' }
  | { readonly kind: 'right' | 'wrong' | 'answered' | 'blank'; readonly of: string }
  | { readonly kind: 'is'; readonly of: string; readonly value: string };

export interface OutcomeValue {
  readonly outcome: string;
  readonly occasion: Occasion;
  /** What it is set to: one value, or whatever a response is. */
  readonly value: { readonly text: string } | { readonly response: string } | undefined;
}

const ALWAYS: Occasion = { kind: 'always' };
const UNKNOWN: Occasion = { kind: 'unknown' };

export const childrenOf = (element: XmlElement): readonly XmlElement[] => element.children.filter(isElement);
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  childrenOf(element).find((child) => child.name === name);
export const textOf = (element: XmlElement): string =>
  element.children.map((child) => (isElement(child) ? textOf(child) : child)).join('');

export const all = (element: XmlElement, name: string) =>
  eachElement(element).filter((each) => each.name === name);
export const classesOf = ({ attributes }: XmlElement) => (attributes.get('class') ?? '').split(/\s+/);
export const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);

export function responseDeclarations(item: XmlElement): ReadonlyMap<string, ResponseDeclaration> {
  const declared = childrenOf(item).filter(({ name }) => name === 'responseDeclaration');
  return new Map(declared.map((each) => [each.attributes.get('identifier') ?? '', declarationOf(each)]));
}

function declarationOf(declared: XmlElement): ResponseDeclaration {
  const { attributes } = declared;
  const correct = childOf(declared, 'correctResponse');
  const mapping = childOf(declared, 'mapping');
  return {
    id: attributes.get('identifier') ?? '',
    cardinality: attributes.get('cardinality') ?? 'single',
    baseType: attributes.get('baseType') ?? '',
    correct:
      correct === undefined
        ? []
        : childrenOf(correct)
            .filter(({ name }) => name === 'value')
            .map((value) => textOf(value).trim()),
    ...(mapping !== undefined && {
      mapping: {
        entries: childrenOf(mapping).flatMap((entry) => {
          const [key, value] = [
            entry.attributes.get('mapKey'),
            numberOf(entry.attributes.get('mappedValue')),
          ];
          if (key === undefined || value === undefined) return [];
          return [
            { key: key.trim(), value, caseSensitive: entry.attributes.get('caseSensitive') !== 'false' },
          ];
        }),
        lowerBound: numberOf(mapping.attributes.get('lowerBound')),
        upperBound: numberOf(mapping.attributes.get('upperBound')),
        otherwise: numberOf(mapping.attributes.get('defaultValue')) ?? 0,
      },
    }),
  };
}

export class Scoring {
  /** By outcome, in the order in which they are set, each once. */
  private readonly values = new Map<string, OutcomeValue[]>();
  private readonly noted = new Set<string>();
  /** By response. */
  readonly tolerances = new Map<string, { readonly relative: boolean; readonly by: number }>();
  readonly isMapped = new Set<string>();
  /** What a right response earns, where that is said. */
  readonly points = new Map<string, number>();
  /** What of the processing is not understood: that there is some is told, and how it begins. */
  readonly unread = new Set<string>();
  private readonly maxima = new Map<string, number>();
  private readonly defaults = new Map<string, number>();

  constructor(
    item: XmlElement,
    private readonly responses: ReadonlyMap<string, ResponseDeclaration>,
  ) {
    for (const outcome of childrenOf(item)) {
      if (outcome.name !== 'outcomeDeclaration') continue;
      const id = outcome.attributes.get('identifier') ?? '';
      const most = numberOf(outcome.attributes.get('normalMaximum'));
      if (most !== undefined) this.maxima.set(id, most);
      const from = childOf(outcome, 'defaultValue');
      const value = from === undefined ? undefined : numberOf(textOf(from));
      if (value !== undefined) this.defaults.set(id, value);
    }
    for (const id of responses.keys()) {
      const most = this.maxima.get(scoreOf(id));
      if (most !== undefined) this.points.set(id, most);
    }
    const processing = childOf(item, 'responseProcessing');
    if (processing === undefined) return;
    const template = processing.attributes.get('template') ?? '';
    const rules = childrenOf(processing);
    if (rules.length > 0) this.walk(rules, ALWAYS);
    else this.applyTemplate(template);
    this.withDefaults(item);
  }

  private note(value: OutcomeValue): void {
    const key = JSON.stringify(value);
    if (this.noted.has(key)) return;
    this.noted.add(key);
    const noted = this.values.get(value.outcome);
    if (noted === undefined) this.values.set(value.outcome, [value]);
    else noted.push(value);
  }

  /** Those of the specification, and of Common Cartridge. */
  private applyTemplate(template: string): void {
    const ids = [...this.responses.keys()];
    if (/map_response/.test(template)) for (const id of ids) this.isMapped.add(id);
    else if (template !== '' && !/match_correct|CC2_match/.test(template)) this.unread.add(template);
    const [of] = ids;
    if (!template.includes('CC2_') || of === undefined) return;
    const most = this.defaults.get('MAXSCORE');
    if (most !== undefined) this.points.set(of, most);
    this.note({ outcome: 'FEEDBACK', occasion: ALWAYS, value: { response: of } });
    this.note({ outcome: 'FEEDBACKBASIC', occasion: { kind: 'right', of }, value: { text: 'correct' } });
    this.note({ outcome: 'FEEDBACKBASIC', occasion: { kind: 'wrong', of }, value: { text: 'incorrect' } });
  }

  /** After which responses an outcome holds a value. */
  occasions(outcome: string, value: string): readonly Occasion[] {
    return (this.values.get(outcome) ?? []).flatMap((each) => {
      if (each.value === undefined) return [];
      if ('text' in each.value) return each.value.text === value ? [each.occasion] : [];
      const is = { kind: 'is', of: each.value.response, value } as const;
      return each.occasion.kind === 'unknown' ? [UNKNOWN] : [is];
    });
  }

  /** An outcome that is something from the start is it still after a wrong response, if it is set after right ones only. */
  private withDefaults(item: XmlElement): void {
    for (const outcome of childrenOf(item)) {
      if (outcome.name !== 'outcomeDeclaration' || outcome.attributes.get('baseType') !== 'identifier')
        continue;
      const id = outcome.attributes.get('identifier') ?? '';
      const value = childOf(outcome, 'defaultValue');
      const set = (this.values.get(id) ?? []).map(({ occasion }) => occasion);
      const [first] = set;
      if (value === undefined || (first !== undefined && first.kind !== 'right')) continue;
      const occasion: Occasion = first === undefined ? ALWAYS : { kind: 'wrong', of: first.of };
      this.note({ outcome: id, occasion, value: { text: textOf(value).trim() } });
    }
  }

  private walk(rules: readonly XmlElement[], occasion: Occasion): void {
    for (const rule of rules) {
      if (rule.name === 'setOutcomeValue') this.set(rule, occasion);
      else if (rule.name === 'responseCondition') this.walkBranches(childrenOf(rule), occasion);
      else if (rule.name === 'responseProcessingFragment') this.walk(childrenOf(rule), occasion);
      else if (rule.name !== 'exitResponse') this.unread.add(rule.name);
    }
  }

  private walkBranches(branches: readonly XmlElement[], outer: Occasion): void {
    const before: Occasion[] = [];
    for (const branch of branches) {
      const [expression, ...rules] = childrenOf(branch);
      if (branch.name === 'responseElse') {
        this.walk(childrenOf(branch), both(outer, otherwise(before)));
        continue;
      }
      if (expression === undefined) continue;
      const occasion = this.occasionOf(expression);
      before.push(occasion);
      this.walk(rules, both(outer, occasion));
    }
  }

  private set(rule: XmlElement, occasion: Occasion): void {
    const outcome = rule.attributes.get('identifier') ?? '';
    const [expression] = childrenOf(rule);
    if (expression === undefined) return;
    this.note({ outcome, occasion, value: this.valueOf(expression, outcome) });
    if (/score/i.test(outcome)) this.earn(expression, outcome, occasion);
  }

  private valueOf(expression: XmlElement, outcome: string): OutcomeValue['value'] {
    if (expression.name === 'baseValue') return { text: textOf(expression).trim() };
    const id = expression.attributes.get('identifier') ?? '';
    if (expression.name === 'variable') return this.responses.has(id) ? { response: id } : undefined;
    if (!['multiple', 'ordered'].includes(expression.name)) return undefined;
    // What it holds already, and one more.
    const added = childrenOf(expression).filter(
      (each) => !(each.name === 'variable' && each.attributes.get('identifier') === outcome),
    );
    return added.length === 1 && added[0] !== undefined ? this.valueOf(added[0], outcome) : undefined;
  }

  /** What a score is set to, as a sum of points and mapped responses. */
  private earn(expression: XmlElement, outcome: string, occasion: Occasion): void {
    const { name, attributes } = expression;
    const id = attributes.get('identifier') ?? '';
    if (name === 'sum') for (const term of childrenOf(expression)) this.earn(term, outcome, occasion);
    else if (name === 'mapResponse') this.isMapped.add(id);
    else if (name === 'baseValue') this.earnPoints(numberOf(textOf(expression)) ?? 0, occasion);
    else if (name === 'variable') {
      if (id !== outcome && !id.startsWith('SCORE')) this.earnPoints(this.defaults.get(id) ?? 0, occasion);
    } else if (!this.isOurs(outcome)) this.unread.add(name);
  }

  private earnPoints(value: number, occasion: Occasion): void {
    if (value === 0) return;
    const isRight = occasion.kind === 'right' || (occasion.kind === 'is' && this.isCorrect(occasion));
    if (isRight && value > 0) {
      if (!this.points.has(occasion.of)) this.points.set(occasion.of, value);
    } else
      this.unread.add(
        occasion.kind === 'is'
          ? 'points for another response'
          : occasion.kind === 'wrong'
            ? 'points for a wrong response'
            : 'points under a condition',
      );
  }

  /** What an outcome is declared to reach. */
  maximumOf(outcome: string): number | undefined {
    return this.maxima.get(outcome);
  }

  /** Whether what a response earns is declared. */
  private isOurs(outcome: string): boolean {
    return (
      [...this.responses.keys()].some((id) => scoreOf(id) === outcome && this.maxima.has(outcome)) ||
      outcome.startsWith('SCORE_')
    );
  }

  private isCorrect({ of, value }: { readonly of: string; readonly value: string }): boolean {
    const correct = this.responses.get(of)?.correct ?? [];
    return correct.length === 1 && correct[0] === value;
  }

  private occasionOf(expression: XmlElement): Occasion {
    const parts = childrenOf(expression);
    switch (expression.name) {
      case 'isNull': {
        const of = this.responseIn(parts[0]);
        return of === undefined ? UNKNOWN : { kind: 'blank', of };
      }
      case 'not':
        return parts[0] === undefined ? UNKNOWN : otherwise([this.occasionOf(parts[0])]);
      case 'and':
        return parts.map((part) => this.occasionOf(part)).reduce(both, ALWAYS);
      case 'equal':
      case 'equalRounded':
      case 'match':
      case 'stringMatch':
      case 'member':
      case 'contains':
        return this.compared(expression, parts);
      case 'gte':
      case 'gt':
        return this.reached(expression.name, parts);
      default:
        return UNKNOWN;
    }
  }

  private responseIn(expression: XmlElement | undefined): string | undefined {
    const id = expression?.attributes.get('identifier') ?? '';
    return expression?.name === 'variable' && this.responses.has(id) ? id : undefined;
  }

  private compared(expression: XmlElement, parts: readonly XmlElement[]): Occasion {
    const of = parts.map((part) => this.responseIn(part)).find((id) => id !== undefined);
    const other = parts.find((part) => this.responseIn(part) === undefined);
    if (of === undefined) {
      const isOutcome = ({ name }: XmlElement) => name === 'variable';
      return this.reached(expression.name, [
        ...parts.filter(isOutcome),
        ...parts.filter((part) => !isOutcome(part)),
      ]);
    }
    if (other === undefined) return UNKNOWN;
    if (other.name === 'correct' && other.attributes.get('identifier') === of) {
      if (!this.noteTolerance(of, expression)) return UNKNOWN;
      return { kind: 'right', of };
    }
    const [inside] =
      other.name === 'multiple' && other.children.filter(isElement).length === 1
        ? childrenOf(other)
        : [other];
    if (inside?.name !== 'baseValue') return UNKNOWN;
    const is = { kind: 'is', of, value: textOf(inside).trim() } as const;
    if (!this.isCorrect(is) || expression.name === 'member') return is;
    return this.noteTolerance(of, expression) ? { kind: 'right', of } : is;
  }

  /** @returns whether it is one that can be kept. */
  private noteTolerance(of: string, { name, attributes }: XmlElement): boolean {
    if (name === 'equalRounded') {
      if (attributes.get('roundingMode') !== 'decimalPlaces') return false;
      this.tolerances.set(of, {
        relative: false,
        by: 0.5 * 10 ** -(numberOf(attributes.get('figures')) ?? 0),
      });
    }
    const mode = attributes.get('toleranceMode');
    if (name !== 'equal' || mode === undefined || mode === 'exact') return true;
    const by = Math.max(
      0,
      ...(attributes.get('tolerance') ?? '')
        .trim()
        .split(/\s+/)
        .map((each) => numberOf(each) ?? 0),
    );
    this.tolerances.set(of, { relative: mode === 'relative', by: mode === 'relative' ? by / 100 : by });
    return true;
  }

  /** A score that only a right response has. */
  private reached(name: string, [score, most]: readonly XmlElement[]): Occasion {
    const outcome = score?.attributes.get('identifier') ?? '';
    if (score?.name !== 'variable') return UNKNOWN;
    if (name !== 'gt' && name !== 'gte' && most?.name === 'baseValue') {
      const [known, ...others] = this.occasions(outcome, textOf(most).trim());
      if (known !== undefined && others.length === 0) return known;
    }
    const value = most?.name === 'baseValue' ? numberOf(textOf(most)) : undefined;
    if (value === undefined) return UNKNOWN;
    const [, ours] = /^SCORE_(.+)$/.exec(outcome) ?? [];
    if (ours !== undefined && this.maxima.get(outcome) === value) return { kind: 'right', of: ours };
    for (const [id, points] of this.points) {
      const isIts = this.responses.size === 1 && outcome === 'SCORE';
      if (
        isIts &&
        (name === 'gt'
          ? value < points && value >= 0 && this.responses.get(id)?.mapping === undefined
          : value === points)
      )
        return { kind: 'right', of: id };
    }
    return UNKNOWN;
  }
}

/** The outcome in which an exported item keeps what one response earns. */
export const scoreOf = (response: string) => `SCORE_${response}`;

const RANK = { always: 0, answered: 1, blank: 1, right: 3, wrong: 2, is: 4, unknown: 5 } as const;

function both(outer: Occasion, inner: Occasion): Occasion {
  const [less, more] = RANK[outer.kind] <= RANK[inner.kind] ? [outer, inner] : [inner, outer];
  if (less.kind === 'always' || more.kind === 'unknown') return more;
  // Of several responses at once nothing is said here.
  if ('of' in less && 'of' in more && less.of !== more.of)
    return less.kind === 'blank' && more.kind === 'blank' ? less : UNKNOWN;
  return more;
}

/** After none of these. */
function otherwise(before: readonly Occasion[]): Occasion {
  const meant = before.filter(({ kind }) => kind !== 'is');
  const right = meant.find(({ kind }) => kind === 'right');
  const of = right !== undefined && 'of' in right ? right.of : undefined;
  if (of !== undefined)
    return meant.every((each) => each === right || each.kind === 'blank' || each.kind === 'answered')
      ? { kind: 'wrong', of }
      : UNKNOWN;
  const [only] = meant;
  if (meant.length !== 1 || before.length !== 1 || only === undefined || !('of' in only)) return UNKNOWN;
  if (only.kind === 'blank') return { kind: 'answered', of: only.of };
  if (only.kind === 'answered') return { kind: 'blank', of: only.of };
  return only.kind === 'wrong' ? { kind: 'right', of: only.of } : UNKNOWN;
}
