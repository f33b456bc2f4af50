/** What an item asks, part by part: each with its points and right answers, and known by the responses that it is made of. */
import { MOST_PARTS } from '../plain-question-format';
import type { XmlElement } from '../xml-tree';
import type { Fate } from './exchange-report';
import type { Option, Part, PartOf } from './qti-parts';
import { type ResponseDeclaration, responseDeclarations, Scoring, scoreOf } from './qti-scoring';

export type Say = (fate: Fate, what: string) => void;

export class ItemParts {
  readonly responses: ReadonlyMap<string, ResponseDeclaration>;
  readonly scoring: Scoring;
  readonly list: Part[] = [];
  /** By response, and by the part's own id. */
  readonly partOf = new Map<
    string,
    { readonly part: Part; readonly options?: ReadonlyMap<string, Option> }
  >();
  /** The prompt of the first part with formatting, where it is the label too. */
  firstPrompt: { readonly part: Part; readonly markdown: string } | undefined;

  constructor(
    item: XmlElement,
    private readonly say: Say,
  ) {
    this.responses = responseDeclarations(item);
    this.scoring = new Scoring(item, this.responses);
  }

  /** @returns its declaration, where it says what is right. */
  answered(element: XmlElement): ResponseDeclaration | undefined {
    const id = element.attributes.get('responseIdentifier') ?? '';
    if (this.list.length >= MOST_PARTS) {
      this.say('lost', `what is asked beyond ${MOST_PARTS} parts`);
      return undefined;
    }
    const declared = this.responses.get(id);
    if (declared !== undefined && (declared.correct.length > 0 || this.rightKeys(declared).length > 0))
      return declared;
    this.say('lost', `${element.name} ${id}: it has no right answer to mark by`);
    return undefined;
  }

  /** What earns most, in the order in which it is declared. */
  rightKeys({ id, correct, mapping, cardinality }: ResponseDeclaration): readonly string[] {
    const entries = mapping?.entries ?? [];
    const most = Math.max(0, ...entries.map(({ value }) => value));
    const mapped = entries
      .filter(({ value }) => (cardinality === 'single' ? value === most && most > 0 : value > 0))
      .map(({ key }) => key);
    // A mapping that nothing marks by says nothing.
    if (correct.length > 0 && (cardinality !== 'single' || !this.scoring.isMapped.has(id)))
      return cardinality === 'single' ? correct.slice(0, 1) : correct;
    return [...new Set([...correct.slice(0, 1), ...mapped])];
  }

  /** Points of one or several responses that a part is made of. */
  pointsOf(declared: readonly ResponseDeclaration[], part?: string): number {
    const wanted =
      (part === undefined ? undefined : this.scoring.maximumOf(scoreOf(part))) ??
      declared.reduce((sum, each) => sum + this.pointsOfOne(each), 0);
    const halves = Math.min(1_000, Math.max(0.5, Math.round(wanted * 2) / 2));
    if (Math.abs(halves - wanted) > 1e-6)
      this.say('changed', `${wanted} points are ${halves} here, in halves`);
    return halves;
  }

  pointsOfOne({ id, mapping, cardinality }: ResponseDeclaration): number {
    const said = this.scoring.points.get(id);
    if (said !== undefined) return said;
    if (mapping === undefined || !this.scoring.isMapped.has(id)) return 1;
    const values = mapping.entries.map(({ value }) => value).filter((value) => value > 0);
    const most =
      cardinality === 'single' ? Math.max(0, ...values) : values.reduce((sum, value) => sum + value, 0);
    return mapping.upperBound ?? most;
  }

  /** What is matched, ordered or put into gaps. @returns whether there is something to mark it by. */
  addTable(
    declared: ResponseDeclaration,
    { label, markdown }: { readonly label: string; readonly markdown: string },
    table: Pick<PartOf<'table'>, 'columns' | 'rowLabels' | 'pointsPer'> & {
      readonly answers: readonly string[][];
    },
  ): boolean {
    const { columns, rowLabels, pointsPer, answers } = table;
    // It could only be answered by nothing.
    if (answers.flat().every((answer) => answer === '')) {
      this.say('lost', `${declared.id}: its right answer names nothing that is there`);
      return false;
    }
    const cells = answers.map((row) => row.map((answer) => ({ answer })));
    const points = this.pointsOf([declared]);
    const facts = { id: declared.id, label, points, pointsPer, columns, rowLabels };
    this.remember(this.add({ ...facts, kind: 'table', cells }, [declared]), markdown);
    return true;
  }

  add<Added extends Part>(
    part: Added,
    declared: readonly ResponseDeclaration[],
    options?: ReadonlyMap<string, Option>,
  ): Added {
    const taken = new Set(this.list.map(({ id }) => id));
    const stem =
      part.id
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .replace(/^(?=[^a-z])/, 'r')
        .slice(0, 41) || 'answer';
    for (let n = 1; n === 1 || taken.has(part.id); n++) part.id = n === 1 ? stem : `${stem}-${n}`;
    this.list.push(part);
    for (const { id } of declared) this.partOf.set(id, { part, options });
    this.partOf.set(part.id, { part, options });
    return part;
  }

  remember(part: Part, markdown: string): void {
    if (this.list.length === 1 && markdown !== '') this.firstPrompt = { part, markdown };
  }

  pairsOf(declared: ResponseDeclaration): (readonly [string, string])[] {
    return this.rightKeys(declared).map((pair) => {
      const [from = '', to = ''] = pair.split(/\s+/);
      return [from, to] as const;
    });
  }

  /** All or nothing is a column with all its rows; otherwise rows earn their part each. */
  perLine(declared: ResponseDeclaration): 'row' | 'column' {
    return this.scoring.isMapped.has(declared.id) ? 'row' : 'column';
  }

  tellMultiple({ id, mapping }: ResponseDeclaration, right: number, all: number): void {
    const rule = 'here it is (right ones - wrong ones) / all right ones';
    if (mapping === undefined || !this.scoring.isMapped.has(id)) {
      if (this.scoring.maximumOf(scoreOf(id)) === undefined)
        this.say('changed', `all or nothing is earned there; ${rule}`);
      return;
    }
    const values = mapping.entries.map(({ value }) => value);
    const [each = 0] = values.filter((value) => value > 0);
    const isOurs =
      values.filter((value) => value > 0).length === right &&
      values.every((value) => Math.abs(Math.abs(value) - each) < 1e-6) &&
      (all === right || values.some((value) => value < 0));
    if (!isOurs) this.say('changed', `its options earn points of their own; ${rule}`);
  }

  tellLesser({ mapping }: ResponseDeclaration): void {
    const values = (mapping?.entries ?? []).map(({ value }) => value);
    const most = Math.max(0, ...values);
    if (values.some((value) => value !== 0 && value < most))
      this.say('changed', 'responses that earn less, or cost something, earn nothing here');
  }

  isNumber(gap: XmlElement): boolean {
    const declared = this.responses.get(gap.attributes.get('responseIdentifier') ?? '');
    return (
      declared !== undefined &&
      ['float', 'integer'].includes(declared.baseType) &&
      this.rightKeys(declared).length === 1
    );
  }

  mindsCase({ id, mapping, correct }: ResponseDeclaration): boolean {
    const isMapped = mapping !== undefined && (this.scoring.isMapped.has(id) || correct.length === 0);
    const letters = (text: string) => text.toLowerCase() !== text.toUpperCase();
    return isMapped
      ? mapping.entries.some(({ key, caseSensitive }) => caseSensitive && letters(key))
      : correct.some(letters);
  }
}
