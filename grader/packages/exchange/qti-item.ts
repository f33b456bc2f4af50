/**
 * One item of QTI as a question without code. Its text becomes the prompt, each interaction that has a kind of part here
 * becomes one, in their order:
 *
 *      choice, inlineChoice, hottext          choice
 *      textEntry of numbers, slider           number
 *      textEntry of texts                     text
 *      match, order, gapMatch,                table: a letter, a place or an x for each row
 *      a table of textEntries                 table
 *
 * What a feedback is shown after is found in the response processing (qti-scoring.ts). All that is left out is told.
 */
import { Random } from '../../../simulator/engine/random';
import { FormulaFault } from '../formula';
import { type PackageFiles, PackageRefused } from '../package-files';
import { plainQuestion } from '../plain-question';
import { MOST_PARTS, MOST_PICTURES } from '../plain-question-format';
import { eachElement, isElement, type XmlElement } from '../xml-tree';
import { excerpt, type Fate } from './exchange-report';
import { formulaOf, unfilled } from './plain-texts';
import { CLASS, PART_ID } from './qti-marks';
import { filledWith, LABEL, type Option, type Part, type PartOf, runsOf, toldAnswer } from './qti-parts';
import {
  childOf,
  childrenOf,
  numberOf,
  type ResponseDeclaration,
  responseDeclarations,
  Scoring,
  scoreOf,
  textOf,
} from './qti-scoring';
import {
  escapedMarkdown,
  isPlainText,
  type MarkdownSink,
  markdownOf,
  plainTextOf,
  rowsOf,
} from './xhtml-markdown';

export interface ItemSource {
  /** A picture that the item refers to, or why it is none that can be kept. */
  pictureAt(href: string): { readonly svg: string } | { readonly problem: string };
  /** An element that is in a file of its own, by names of 2.1. */
  elementAt(href: string): XmlElement | undefined;
  say(fate: Fate, what: string): void;
}

/** @throws PackageRefused when nothing can be asked by it. */
export function questionOfItem(
  item: XmlElement,
  source: ItemSource,
  facts: { readonly summary: string; readonly rows: readonly number[] },
): PackageFiles {
  return new ItemReader(item, source).read(facts);
}

const MOST_LABEL = 1_000;
const MOST_OPTION = 500;
const MOST_CELL = 200;
const MOST_FEEDBACK = 2_000;
const MOST_FEEDBACKS = 200;
/** Many times what a prompt may have. */
const MOST_TEXT = 100_000;
const MOST_STIMULI = 4;
const GAPS = ['textEntryInteraction', 'inlineChoiceInteraction'];
/** Of their own accord they change nothing of what is asked. */
const IGNORED = new Set(['catalogInfo', 'companionMaterialsInfo', 'apipAccessibility']);

const letterOf = (index: number) => (index < 26 ? String.fromCharCode(65 + index) : `A${index}`);
const withoutFeedback = ({ children }: XmlElement) =>
  children.filter((child) => !isElement(child) || !/^feedback/.test(child.name));
const all = (element: XmlElement, name: string) => eachElement(element).filter((each) => each.name === name);
const classesOf = ({ attributes }: XmlElement) => (attributes.get('class') ?? '').split(/\s+/);

class ItemReader {
  private readonly responses: ReadonlyMap<string, ResponseDeclaration>;
  private readonly scoring: Scoring;
  private readonly parts: Part[] = [];
  private readonly partOf = new Map<
    string,
    { readonly part: Part; readonly options?: ReadonlyMap<string, Option> }
  >();
  private readonly pictures: { svg: string; alternative: string }[] = [];
  private readonly explanations: string[] = [];
  private given: { caption: string; columns: string[]; rows: string[][] } | undefined;
  private gaps = 0;
  /** The prompt of the first part with formatting, where it is the label too. */
  private firstPrompt: { readonly part: Part; readonly markdown: string } | undefined;

  constructor(
    private readonly item: XmlElement,
    private readonly source: ItemSource,
  ) {
    this.responses = responseDeclarations(item);
    this.scoring = new Scoring(item, this.responses);
  }

  read(facts: { readonly summary: string; readonly rows: readonly number[] }): PackageFiles {
    const { item } = this;
    this.refuseOther();
    const body = childOf(item, 'itemBody');
    if (body === undefined) throw new PackageRefused('it has no body');
    const length = textOf(body).length;
    if (length > MOST_TEXT)
      throw new PackageRefused(`a text of ${length} characters; ${MOST_TEXT} are the most`);
    const blocks = [...this.stimuli(), markdownOf(body.children, this.sink)].filter((text) => text !== '');
    if (this.parts.length === 0) throw new PackageRefused('nothing in it can be asked here');
    const shown = childrenOf(item).filter(({ name }) => name === 'modalFeedback');
    const feedback = [...all(body, 'feedbackInline'), ...all(body, 'feedbackBlock'), ...shown];
    if (feedback.length > MOST_FEEDBACKS)
      this.source.say('lost', `feedback beyond ${MOST_FEEDBACKS} of them`);
    for (const each of feedback.slice(0, MOST_FEEDBACKS)) this.takeFeedback(each);
    for (const unread of this.scoring.unread)
      this.source.say('changed', `marking by ${unread} is not read; points are those of the parts`);
    const title =
      (item.attributes.get('title') ?? '').trim() ||
      (item.attributes.get('identifier') ?? '').trim() ||
      'Question';
    if (title.length > 100) this.source.say('lost', 'the end of its title');
    const question = {
      title: title.slice(0, 100),
      summary: (facts.summary || title).slice(0, 500),
      rows: facts.rows,
      prompt: unfilled(this.prompt(blocks)),
      ...(this.given && { given: filledWith(this.given) }),
      ...(this.pictures.length > 0 && {
        pictures: this.pictures.map(({ alternative }, index) => ({
          file: pictureName(index),
          alternative: unfilled(alternative),
        })),
      }),
      parts: this.parts.map((part) => filledWith(part)),
      explanation: unfilled(this.explanation()),
    };
    const files = new Map([
      ['question.json', `${JSON.stringify(question, null, 2)}\n`],
      ...this.pictures.map(({ svg }, index) => [pictureName(index), svg] as const),
    ]);
    return tried(files);
  }

  private refuseOther(): void {
    const { item, source } = this;
    if (childOf(item, 'templateProcessing') !== undefined)
      throw new PackageRefused('its values are drawn by template processing, which is not read');
    if (item.attributes.get('adaptive') === 'true')
      source.say('changed', 'it is adaptive; here an answer is given once');
    if (item.attributes.get('timeDependent') === 'true') source.say('lost', 'that it depends on time');
    for (const { name } of childrenOf(item)) {
      if (name === 'stylesheet') source.say('lost', 'its style sheet');
      else if (IGNORED.has(name)) source.say('lost', `${name}: what it has for other ways of access`);
    }
  }

  /** Texts that it shares with others. */
  private stimuli(): string[] {
    const named = childrenOf(this.item).filter(({ name }) => name === 'assessmentStimulusRef');
    if (named.length > MOST_STIMULI) this.source.say('lost', `shared texts beyond ${MOST_STIMULI}`);
    return named.slice(0, MOST_STIMULI).flatMap(({ attributes }) => {
      const href = attributes.get('href') ?? '';
      const stimulus = this.source.elementAt(href);
      const body = stimulus && childOf(stimulus, 'stimulusBody');
      if (body !== undefined) return [markdownOf(body.children, this.sink)];
      this.source.say('lost', `the shared text ${href}, which is not there`);
      return [];
    });
  }

  /** Where nothing but one prompt asks, it is the question's. */
  private prompt(blocks: readonly string[]): string {
    if (blocks.length > 0) return blocks.join('\n\n');
    if (this.firstPrompt === undefined) {
      const [first] = this.parts as [Part];
      const prompt = escapedMarkdown(first.label);
      if (this.parts.length === 1) first.label = LABEL;
      return prompt;
    }
    this.firstPrompt.part.label = this.parts.length === 1 ? LABEL : `${LABEL} (1)`;
    return this.firstPrompt.markdown;
  }

  private explanation(): string {
    if (this.explanations.length > 0) return this.explanations.join('\n\n');
    this.source.say('note', 'it explains nothing; the explanation tells the right answers');
    return this.parts.map(toldAnswer).join('\n\n');
  }

  private readonly sink: MarkdownSink = {
    lost: (what) => this.source.say('lost', what),
    picture: (href, alternative) => this.takePicture(href, alternative),
    block: (element) => this.blockOf(element),
    inline: (element) => this.inlineOf(element),
  };

  private blockOf(element: XmlElement): string | undefined {
    const { name } = element;
    const classes = classesOf(element);
    switch (name) {
      case 'choiceInteraction':
        return this.takeChoice(element, all(element, 'simpleChoice'));
      case 'matchInteraction':
        return this.takeMatch(element);
      case 'orderInteraction':
        return this.takeOrder(element);
      case 'gapMatchInteraction':
        return this.takeGapMatch(element);
      case 'hottextInteraction':
        return this.takeHottext(element);
      case 'sliderInteraction':
        return this.takeSlider(element);
      case 'feedbackBlock':
        return '';
      case 'rubricBlock':
        return this.takeRubric(element);
      case 'templateBlock':
      case 'templateInline':
        this.source.say('lost', `what is shown by a template: ${excerpt(textOf(element))}`);
        return '';
      case 'table':
        return this.takeTable(element);
      case 'p':
        if (classes.includes(CLASS.picture)) {
          const [image] = all(element, 'img');
          if (image !== undefined)
            this.takePicture(image.attributes.get('src') ?? '', image.attributes.get('alt') ?? '');
          return '';
        }
        return this.takeLabelledGap(element);
      case 'div':
        if (classes.includes(CLASS.grid)) return this.takeOwnGrid(element);
        return childrenOf(element).some((child) => child.name === 'p' || child.name === 'div')
          ? undefined
          : this.takeLabelledGap(element);
      default:
        if (!name.endsWith('Interaction') || GAPS.includes(name) || name === 'endAttemptInteraction')
          return undefined;
        this.source.say(
          'lost',
          `${name} ${excerpt(plainTextOf(childOf(element, 'prompt')?.children ?? []))}: there is no such kind of part`,
        );
        return childOf(element, 'prompt') === undefined
          ? ''
          : markdownOf(childOf(element, 'prompt')?.children ?? [], this.sink);
    }
  }

  private inlineOf(element: XmlElement): string | undefined {
    const { name } = element;
    if (GAPS.includes(name)) {
      const number = ++this.gaps;
      this.takeGap(element, `Gap (${number})`, '');
      return `\\_\\_\\_\\_ **(${number})**`;
    }
    switch (name) {
      case 'feedbackInline':
        return '';
      case 'endAttemptInteraction':
        this.source.say('lost', `a button: ${excerpt(element.attributes.get('title') ?? '')}`);
        return '';
      case 'printedVariable':
        this.source.say('lost', `a value that is printed: ${element.attributes.get('identifier') ?? ''}`);
        return '';
      case 'object':
      case 'audio':
      case 'video':
      case 'picture': {
        const image = all(element, 'img')[0];
        if (image !== undefined)
          return this.takePicture(image.attributes.get('src') ?? '', image.attributes.get('alt') ?? '');
        const href = element.attributes.get('data') ?? element.attributes.get('src') ?? '';
        if (/\.svg$/i.test(href)) return this.takePicture(href, plainTextOf(element.children));
        this.source.say('lost', `${name} ${href}`);
        return plainTextOf(element.children) === ''
          ? ''
          : `*${escapedMarkdown(plainTextOf(element.children))}*`;
      }
      case 'svg': {
        this.source.say('lost', 'a drawing within the text');
        return '';
      }
      default:
        return this.blockOf(element);
    }
  }

  private takePicture(href: string, alternative: string): string {
    const told = alternative.trim();
    const lost = (why: string) => {
      this.source.say('lost', `the picture ${href || '(nowhere)'}: ${why}`);
      return told === '' ? '' : `*(${escapedMarkdown(told)})*`;
    };
    const found = this.source.pictureAt(href);
    if ('problem' in found) return lost(found.problem);
    if (this.pictures.length >= MOST_PICTURES) return lost(`${MOST_PICTURES} pictures are the most`);
    if (told === '')
      this.source.say('changed', `the picture ${href} has no text for whoever does not see it: write one`);
    this.pictures.push({
      svg: found.svg,
      alternative: told.slice(0, 1_000) || `Picture ${this.pictures.length + 1}`,
    });
    return `*(picture ${this.pictures.length})*`;
  }

  private takeRubric(element: XmlElement): string {
    const view = element.attributes.get('view') ?? 'candidate';
    if (/candidate/.test(view)) return markdownOf(element.children, this.sink);
    this.source.say('lost', `a rubric for ${view}: ${excerpt(plainTextOf(element.children))}`);
    return '';
  }

  /** @returns its declaration, where it says what is right. */
  private answered(element: XmlElement): ResponseDeclaration | undefined {
    const id = element.attributes.get('responseIdentifier') ?? '';
    if (this.parts.length >= MOST_PARTS) {
      this.source.say('lost', `what is asked beyond ${MOST_PARTS} parts`);
      return undefined;
    }
    const declared = this.responses.get(id);
    if (declared !== undefined && (declared.correct.length > 0 || this.rightKeys(declared).length > 0))
      return declared;
    this.source.say('lost', `${element.name} ${id}: it has no right answer to mark by`);
    return undefined;
  }

  /** What earns most, in the order in which it is declared. */
  private rightKeys({ id, correct, mapping, cardinality }: ResponseDeclaration): readonly string[] {
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
  private pointsOf(declared: readonly ResponseDeclaration[], part?: string): number {
    const wanted =
      (part === undefined ? undefined : this.scoring.maximumOf(scoreOf(part))) ??
      declared.reduce((sum, each) => sum + this.pointsOfOne(each), 0);
    const halves = Math.min(1_000, Math.max(0.5, Math.round(wanted * 2) / 2));
    if (Math.abs(halves - wanted) > 1e-6)
      this.source.say('changed', `${wanted} points are ${halves} here, in halves`);
    return halves;
  }

  private pointsOfOne({ id, mapping, cardinality }: ResponseDeclaration): number {
    const said = this.scoring.points.get(id);
    if (said !== undefined) return said;
    if (mapping === undefined || !this.scoring.isMapped.has(id)) return 1;
    const values = mapping.entries.map(({ value }) => value).filter((value) => value > 0);
    const most =
      cardinality === 'single' ? Math.max(0, ...values) : values.reduce((sum, value) => sum + value, 0);
    return mapping.upperBound ?? most;
  }

  /** What is matched, ordered or put into gaps. @returns whether there is something to mark it by. */
  private addTable(
    declared: ResponseDeclaration,
    { label, markdown }: { readonly label: string; readonly markdown: string },
    table: Pick<PartOf<'table'>, 'columns' | 'rowLabels' | 'pointsPer'> & {
      readonly answers: readonly string[][];
    },
  ): boolean {
    const { columns, rowLabels, pointsPer, answers } = table;
    // It could only be answered by nothing.
    if (answers.flat().every((answer) => answer === '')) {
      this.source.say('lost', `${declared.id}: its right answer names nothing that is there`);
      return false;
    }
    const cells = answers.map((row) => row.map((answer) => ({ answer })));
    const points = this.pointsOf([declared]);
    const facts = { id: declared.id, label, points, pointsPer, columns, rowLabels };
    this.remember(this.add({ ...facts, kind: 'table', cells }, [declared]), markdown);
    return true;
  }

  private add<Added extends Part>(
    part: Added,
    declared: readonly ResponseDeclaration[],
    options?: ReadonlyMap<string, Option>,
  ): Added {
    const taken = new Set(this.parts.map(({ id }) => id));
    const stem =
      part.id
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .replace(/^(?=[^a-z])/, 'r')
        .slice(0, 41) || 'answer';
    for (let n = 1; n === 1 || taken.has(part.id); n++) part.id = n === 1 ? stem : `${stem}-${n}`;
    this.parts.push(part);
    for (const { id } of declared) this.partOf.set(id, { part, options });
    this.partOf.set(part.id, { part, options });
    return part;
  }

  /** Label of a part with a prompt of its own, and what of it must stand in the question's. */
  private labelled(element: XmlElement): {
    readonly label: string;
    readonly before: string;
    readonly markdown: string;
  } {
    const prompt = childOf(element, 'prompt');
    const label = prompt === undefined ? '' : plainTextOf(prompt.children);
    const number = this.parts.length + 1;
    if (prompt === undefined || label === '')
      return { label: number === 1 ? LABEL : `${LABEL} (${number})`, before: '', markdown: '' };
    if (label.length <= MOST_LABEL && isPlainText(prompt) && !all(prompt, 'br').length)
      return { label, before: '', markdown: markdownOf(prompt.children, { ...this.sink, lost: () => {} }) };
    return {
      label: `${LABEL} (${number})`,
      before: `${markdownOf(prompt.children, this.sink)} **(${number})**`,
      markdown: '',
    };
  }

  private remember(part: Part, markdown: string): void {
    if (this.parts.length === 1 && markdown !== '') this.firstPrompt = { part, markdown };
  }

  /** Texts that are too long or too rich for where they go stand in the prompt, with a letter each. */
  private lettered(
    choices: readonly XmlElement[],
    most: number,
  ): { readonly texts: string[]; readonly list: string } {
    const texts = choices.map((choice) => plainTextOf(withoutFeedback(choice)));
    const fits = choices.every((choice, index) => {
      const text = texts[index] ?? '';
      return isPlainText(choice) && text !== '' && text.length <= most && texts.indexOf(text) === index;
    });
    return fits ? { texts, list: '' } : this.letters(choices);
  }

  private letters(choices: readonly XmlElement[]): { readonly texts: string[]; readonly list: string } {
    const list = choices.map((choice, index) => {
      const inside = markdownOf(withoutFeedback(choice), this.sink);
      return `- **${letterOf(index)}** ${inside.replace(/\n(?=.)/g, '\n  ')}`;
    });
    return { texts: choices.map((_, index) => letterOf(index)), list: list.join('\n') };
  }

  private takeChoice(element: XmlElement, choices: readonly XmlElement[], label?: string): string {
    const declared = this.answered(element);
    if (declared === undefined) return markdownOf(childOf(element, 'prompt')?.children ?? [], this.sink);
    const asked = label === undefined ? this.labelled(element) : { label, before: '', markdown: '' };
    const { texts, list } = this.lettered(choices, MOST_OPTION);
    const multiple = declared.cardinality !== 'single';
    const right = new Set(this.rightKeys(declared));
    const options = choices.map((choice, index) => ({
      text: texts[index] ?? '',
      right: right.has(choice.attributes.get('identifier') ?? ''),
    }));
    const rightOnes = options.filter((option) => option.right).length;
    if (rightOnes === 0 || (!multiple && rightOnes > 1)) {
      this.source.say('lost', `${element.name} ${declared.id}: ${rightOnes} of its options are right`);
      return asked.before;
    }
    const isDrawn = element.attributes.get('shuffle') === 'true';
    const staysPut = isDrawn && choices.some(({ attributes }) => attributes.get('fixed') === 'true');
    if (staysPut)
      this.source.say('changed', 'the order of options is not drawn, since some of them keep their places');
    if (isDrawn && list !== '')
      this.source.say('changed', 'the order of options is not drawn, since they stand in the text');
    if (multiple) this.tellMultiple(declared, right.size, choices.length);
    else if (declared.mapping !== undefined && this.scoring.isMapped.has(declared.id))
      this.tellLesser(declared);
    const most = numberOf(element.attributes.get('maxChoices')) ?? 1;
    if (multiple && most > 1 && most < choices.length && most !== right.size)
      this.source.say('lost', `that at most ${most} options may be chosen`);
    const part = this.add(
      {
        ...{
          id: declared.id,
          kind: 'choice',
          label: asked.label,
          points: this.pointsOf([declared]),
          multiple,
        },
        ...{ shuffled: isDrawn && !staysPut && list === '', options },
      } as PartOf<'choice'>,
      [declared],
      new Map(
        choices.map((choice, index) => [choice.attributes.get('identifier') ?? '', options[index] as Option]),
      ),
    );
    this.remember(part, asked.markdown);
    return [asked.before, list].filter((text) => text !== '').join('\n\n');
  }

  private tellMultiple({ id, mapping }: ResponseDeclaration, right: number, all: number): void {
    const rule = 'here it is (right ones - wrong ones) / all right ones';
    if (mapping === undefined || !this.scoring.isMapped.has(id)) {
      if (this.scoring.maximumOf(scoreOf(id)) === undefined)
        this.source.say('changed', `all or nothing is earned there; ${rule}`);
      return;
    }
    const values = mapping.entries.map(({ value }) => value);
    const [each = 0] = values.filter((value) => value > 0);
    const isOurs =
      values.filter((value) => value > 0).length === right &&
      values.every((value) => Math.abs(Math.abs(value) - each) < 1e-6) &&
      (all === right || values.some((value) => value < 0));
    if (!isOurs) this.source.say('changed', `its options earn points of their own; ${rule}`);
  }

  private tellLesser({ mapping }: ResponseDeclaration): void {
    const values = (mapping?.entries ?? []).map(({ value }) => value);
    const most = Math.max(0, ...values);
    if (values.some((value) => value !== 0 && value < most))
      this.source.say('changed', 'responses that earn less, or cost something, earn nothing here');
  }

  /** A paragraph that ends in its only gap is the label of it. */
  private takeLabelledGap(element: XmlElement): string | undefined {
    const gaps = eachElement(element).filter(({ name }) => name.endsWith('Interaction'));
    const [gap] = gaps;
    if (gap === undefined || gaps.length > 1 || !GAPS.includes(gap.name) || !isPlainText(element))
      return undefined;
    const at = element.children.indexOf(gap);
    if (at < 0) return undefined;
    const label = plainTextOf(element.children.slice(0, at));
    const after = plainTextOf(element.children.slice(at + 1));
    const isNumber = gap.name === 'textEntryInteraction' && this.isNumber(gap);
    if (label === '' || label.length > MOST_LABEL || after.length > (isNumber ? 40 : 1)) return undefined;
    if (after !== '' && !isNumber && !/^[.?!:]$/.test(after)) return undefined;
    return this.takeGap(gap, label, /^[.?!:]$/.test(after) ? '' : after) ? '' : undefined;
  }

  private isNumber(gap: XmlElement): boolean {
    const declared = this.responses.get(gap.attributes.get('responseIdentifier') ?? '');
    return (
      declared !== undefined &&
      ['float', 'integer'].includes(declared.baseType) &&
      this.rightKeys(declared).length === 1
    );
  }

  /** @returns whether it can be asked. */
  private takeGap(gap: XmlElement, label: string, unit: string): boolean {
    if (gap.name === 'inlineChoiceInteraction') {
      const before = this.parts.length;
      const list = this.takeChoice(gap, all(gap, 'inlineChoice'), label);
      if (list !== '') this.source.say('changed', 'options of a gap are told by letters only');
      return this.parts.length > before;
    }
    const declared = this.answered(gap);
    if (declared === undefined) return false;
    const points = this.pointsOf([declared]);
    const keys = this.rightKeys(declared);
    const [key = ''] = keys;
    if (this.isNumber(gap) && Number.isFinite(Number(key))) {
      const { relative = false, by = 0 } = this.scoring.tolerances.get(declared.id) ?? {};
      const tolerance = formulaOf(relative ? Math.abs(Number(key)) * by : by);
      this.add(
        { id: declared.id, kind: 'number', label, points, answer: formulaOf(Number(key)), tolerance, unit },
        [declared],
      );
    } else {
      if (declared.baseType === 'string' && this.mindsCase(declared))
        this.source.say('changed', 'small and capital letters are told apart there, and not here');
      this.add({ id: declared.id, kind: 'text', label, points, answers: keys.slice(0, 20) }, [declared]);
      if (keys.length > 20) this.source.say('lost', 'right answers beyond 20');
    }
    if (declared.mapping !== undefined && this.scoring.isMapped.has(declared.id)) this.tellLesser(declared);
    if (gap.attributes.has('patternMask')) this.source.say('lost', 'the pattern that an answer must have');
    return true;
  }

  private mindsCase({ id, mapping, correct }: ResponseDeclaration): boolean {
    const isMapped = mapping !== undefined && (this.scoring.isMapped.has(id) || correct.length === 0);
    const letters = (text: string) => text.toLowerCase() !== text.toUpperCase();
    return isMapped
      ? mapping.entries.some(({ key, caseSensitive }) => caseSensitive && letters(key))
      : correct.some(letters);
  }

  private takeSlider(element: XmlElement): string {
    const declared = this.answered(element);
    if (declared === undefined) return '';
    const { label, before, markdown } = this.labelled(element);
    const [from, to] = ['lowerBound', 'upperBound'].map((bound) => element.attributes.get(bound) ?? '');
    this.source.say('changed', 'a slider is a number that is written');
    const [key = ''] = this.rightKeys(declared);
    const answer = formulaOf(numberOf(key) ?? 0);
    const part = this.add(
      {
        id: declared.id,
        kind: 'number',
        label: `${label} (from ${from} to ${to})`,
        points: this.pointsOf([declared]),
        answer,
        tolerance: '0',
        unit: '',
      },
      [declared],
    );
    this.remember(part, markdown);
    return before;
  }

  private takeHottext(element: XmlElement): string {
    const choices = all(element, 'hottext');
    const inside = this.takeChoice(element, choices);
    const text = markdownOf(
      element.children.filter((child) => !isElement(child) || child.name !== 'prompt'),
      {
        ...this.sink,
        inline: (each) =>
          each.name === 'hottext'
            ? `**${escapedMarkdown(plainTextOf(each.children))}**`
            : this.inlineOf(each),
      },
    );
    return [text, inside].filter((each) => each !== '').join('\n\n');
  }

  private pairsOf(declared: ResponseDeclaration): (readonly [string, string])[] {
    return this.rightKeys(declared).map((pair) => {
      const [from = '', to = ''] = pair.split(/\s+/);
      return [from, to] as const;
    });
  }

  /** All or nothing is a column with all its rows; otherwise rows earn their part each. */
  private perLine(declared: ResponseDeclaration): 'row' | 'column' {
    return this.scoring.isMapped.has(declared.id) ? 'row' : 'column';
  }

  private takeMatch(element: XmlElement): string {
    const declared = this.answered(element);
    const [from, to] = all(element, 'simpleMatchSet').map((set) =>
      childrenOf(set).filter(({ name }) => name === 'simpleAssociableChoice'),
    );
    if (declared === undefined || from === undefined || to === undefined) return '';
    const asked = this.labelled(element);
    const pairs = this.pairsOf(declared);
    const idOf = ({ attributes }: XmlElement) => attributes.get('identifier') ?? '';
    const targetsOf = (choice: XmlElement) =>
      pairs.filter(([source]) => source === idOf(choice)).map(([, target]) => target);
    const rows = this.lettered(from, MOST_CELL);
    if (element.attributes.get('shuffle') === 'true')
      this.source.say('lost', 'that the order of what is matched is drawn');
    const isMapped = this.scoring.isMapped.has(declared.id);
    if (isMapped) this.tellLesser(declared);
    const isOne =
      from.every((choice) => targetsOf(choice).length <= 1 && choice.attributes.get('matchMax') === '1') ||
      from.every((choice) => targetsOf(choice).length === 1);
    const columns = isOne ? this.letters(to) : this.lettered(to, MOST_CELL);
    const answersOf = (choice: XmlElement) => {
      const targets = targetsOf(choice);
      return isOne
        ? [columns.texts[to.findIndex((target) => targets.includes(idOf(target)))] ?? '']
        : to.map((target) => (targets.includes(idOf(target)) ? 'x' : ''));
    };
    if (!isOne && !isMapped)
      this.source.say('changed', 'all or nothing is earned there; here each row earns its part');
    const told = isOne ? 'the letter that fits' : 'x where it fits';
    this.addTable(
      declared,
      { ...asked, label: `${asked.label} (${told})` },
      {
        pointsPer: isOne ? this.perLine(declared) : 'row',
        columns: isOne ? ['Letter'] : columns.texts,
        rowLabels: rows.texts,
        answers: from.map(answersOf),
      },
    );
    return [asked.before, rows.list, columns.list].filter((text) => text !== '').join('\n\n');
  }

  private takeOrder(element: XmlElement): string {
    const declared = this.answered(element);
    if (declared === undefined) return '';
    const asked = this.labelled(element);
    const choices = all(element, 'simpleChoice');
    // Often they stand in their right order, to be shuffled.
    const isDrawn = element.attributes.get('shuffle') === 'true';
    const sorted = isDrawn
      ? [...choices].sort((a, b) => (textOf(a).trim() < textOf(b).trim() ? -1 : 1))
      : choices;
    if (isDrawn)
      this.source.say('changed', 'what is put in order stands by its letters; the order is not drawn');
    const rows = this.lettered(sorted, MOST_CELL);
    const places = declared.correct;
    this.addTable(
      declared,
      { ...asked, label: `${asked.label} (1 is the first)` },
      {
        pointsPer: this.perLine(declared),
        columns: ['Place'],
        rowLabels: rows.texts,
        answers: sorted.map(({ attributes }) => {
          const place = places.indexOf(attributes.get('identifier') ?? '') + 1;
          return [place === 0 ? '' : String(place)];
        }),
      },
    );
    return [asked.before, rows.list].filter((text) => text !== '').join('\n\n');
  }

  private takeGapMatch(element: XmlElement): string {
    const declared = this.answered(element);
    if (declared === undefined) return '';
    const asked = this.labelled(element);
    const texts = [...all(element, 'gapText'), ...all(element, 'gapImg')];
    const { list, texts: letters } = this.letters(texts);
    const pairs = this.pairsOf(declared);
    const gaps = all(element, 'gap');
    const numberOfGap = new Map(gaps.map((gap) => [gap, ++this.gaps] as const));
    const body = markdownOf(
      element.children.filter(
        (child) => !isElement(child) || !['prompt', 'gapText', 'gapImg'].includes(child.name),
      ),
      {
        ...this.sink,
        inline: (each) =>
          each.name === 'gap' ? `\\_\\_\\_\\_ **(${numberOfGap.get(each)})**` : this.inlineOf(each),
      },
    );
    if (element.attributes.get('shuffle') === 'true')
      this.source.say('lost', 'that the order of texts for gaps is drawn');
    this.addTable(
      declared,
      { ...asked, label: `${asked.label} (the letter that fits)` },
      {
        pointsPer: this.perLine(declared),
        columns: ['Letter'],
        rowLabels: gaps.map((gap) => `Gap (${numberOfGap.get(gap)})`),
        answers: gaps.map(({ attributes }) => {
          const pair = pairs.find(([, gap]) => gap === attributes.get('identifier'));
          const at = texts.findIndex((text) => text.attributes.get('identifier') === pair?.[0]);
          return [letters[at] ?? ''];
        }),
      },
    );
    return [asked.before, body, list].filter((text) => text !== '').join('\n\n');
  }

  /** A table with gaps for cells, and headings for all columns and rows. */
  private takeTable(table: XmlElement): string | undefined {
    if (classesOf(table).includes(CLASS.given)) {
      const [head = [], ...rows] = rowsOf(table);
      const caption = childOf(table, 'caption');
      const texts = (cells: readonly XmlElement[]) => cells.map(({ children }) => plainTextOf(children));
      this.given = {
        caption: caption === undefined ? '' : plainTextOf(caption.children),
        columns: texts(head),
        rows: rows.map(texts),
      };
      return '';
    }
    const caption = childOf(table, 'caption');
    return this.takeGrid(table, { label: caption === undefined ? '' : plainTextOf(caption.children) })
      ? ''
      : undefined;
  }

  /** One that was exported. */
  private takeOwnGrid(div: XmlElement): string | undefined {
    const [table] = all(div, 'table');
    const [label, symbols] = childrenOf(div).filter(({ name }) => name === 'p');
    const id = div.attributes.get('id');
    if (table === undefined || label === undefined || id === undefined || !id.startsWith(PART_ID))
      return undefined;
    const classes = classesOf(div);
    const taken = this.takeGrid(table, {
      label: plainTextOf(label.children),
      id: id.slice(PART_ID.length),
      pointsPer: classes.includes(CLASS.byColumn) ? 'column' : 'row',
      symbols:
        classes.includes(CLASS.gantt) && symbols !== undefined
          ? all(symbols, 'span').map(({ children }) => plainTextOf(children))
          : undefined,
    });
    return taken ? '' : undefined;
  }

  private takeGrid(
    table: XmlElement,
    given: { label: string; id?: string; pointsPer?: 'row' | 'column'; symbols?: string[] | undefined },
  ): boolean {
    const [head, ...rows] = rowsOf(table);
    const entries = all(table, 'textEntryInteraction');
    if (head === undefined || entries.length < (given.id === undefined ? 2 : 1)) return false;
    const width = head.length - 1;
    const isGrid =
      width >= 1 &&
      [head, ...rows].every((row) => row.length === head.length) &&
      [...head, ...rows.map(([first]) => first as XmlElement)].every(
        (cell) => all(cell, 'textEntryInteraction').length === 0 && isPlainText(cell),
      ) &&
      rows.flat().every((cell) => {
        const inside = all(cell, 'textEntryInteraction').length;
        return inside === 0 ? isPlainText(cell) : inside === 1 && plainTextOf(cell.children) === '';
      });
    if (!isGrid || all(table, 'inlineChoiceInteraction').length > 0) return false;
    const declared = entries.flatMap(
      (entry) => this.responses.get(entry.attributes.get('responseIdentifier') ?? '') ?? [],
    );
    // What was exported may ask for an empty cell; elsewhere it is one without an answer to mark by.
    const isMarked = given.id !== undefined || declared.every((each) => this.rightKeys(each).length > 0);
    if (declared.length < entries.length || !isMarked || this.parts.length >= MOST_PARTS) return false;
    const cellOf = (cell: XmlElement): string | { answer: string } => {
      const [entry] = all(cell, 'textEntryInteraction');
      if (entry === undefined) return plainTextOf(cell.children);
      const keys = this.rightKeys(
        this.responses.get(entry.attributes.get('responseIdentifier') ?? '') as ResponseDeclaration,
      );
      if (keys.length > 1) this.source.say('lost', 'right answers of a cell beyond the first');
      return { answer: keys[0] ?? '' };
    };
    const cells = rows.map((row) => row.slice(1).map(cellOf));
    const rowLabels = rows.map(([first]) => plainTextOf((first as XmlElement).children));
    const columns = head.slice(1).map(({ children }) => plainTextOf(children));
    const points = this.pointsOf(declared, given.id);
    const id = given.id ?? declared[0]?.id ?? 'table';
    if (given.symbols !== undefined) {
      this.add(
        {
          ...{ id, kind: 'gantt', label: given.label, points, lanes: rowLabels, symbols: given.symbols },
          slots: String(width),
          runs: runsOf(cells, rowLabels),
        },
        declared,
      );
      return true;
    }
    if (given.id === undefined) this.source.say('changed', 'cells of a table earn together, row by row');
    const label = given.label === '' ? 'Fill in the table' : given.label;
    this.add(
      {
        ...{ id, kind: 'table', label, points, pointsPer: given.pointsPer ?? 'row' },
        columns,
        rowLabels,
        cells,
      },
      declared,
    );
    return true;
  }

  /** Puts a feedback where it is said, or tells that it is lost. */
  private takeFeedback(feedback: XmlElement): void {
    const said = markdownOf(feedback.children, {
      ...this.sink,
      block: ({ name }) => (/^(?:feedback|template)|Interaction$/.test(name) ? '' : undefined),
      inline: (each) => (/^(?:feedback|template)|Interaction$/.test(each.name) ? '' : this.inlineOf(each)),
    });
    if (said === '') return;
    const why = this.whyLost(feedback, said);
    if (why !== undefined) this.source.say('lost', `a feedback, ${why}: ${excerpt(said)}`);
  }

  /** @returns why it is said nowhere; undefined when it is. */
  private whyLost({ attributes }: XmlElement, said: string): string | undefined {
    const value = attributes.get('identifier') ?? '';
    const occasions = this.scoring.occasions(attributes.get('outcomeIdentifier') ?? '', value);
    const isHidden = attributes.get('showHide') === 'hide';
    if (isHidden) {
      // What is hidden by a value that never comes is there for all.
      const comes = occasions.some(
        (each) => each.kind !== 'is' || this.partOf.get(each.of)?.options?.has(value) !== false,
      );
      if (!comes) this.explanations.push(said);
      return comes ? 'which is shown until something hides it' : undefined;
    }
    if (occasions.length === 0) return 'which nothing shows';
    const isExplanation = occasions.every(({ kind }) => kind === 'always' || kind === 'answered');
    if (said.length > MOST_FEEDBACK && !isExplanation)
      return `which is longer than ${MOST_FEEDBACK} characters`;
    const taken = occasions.map((occasion) => this.takeSaying(occasion, said));
    if (taken.includes(true)) return undefined;
    if (!/solution|explanation/i.test(value)) return 'for when it is shown is not read';
    this.explanations.push(said);
    this.source.say('changed', 'its solution is shown after the answer, and not when it is asked for');
    return undefined;
  }

  private takeSaying(occasion: ReturnType<Scoring['occasions']>[number], said: string): boolean {
    if (occasion.kind === 'always' || occasion.kind === 'answered') {
      this.explanations.push(said);
      return true;
    }
    const found = 'of' in occasion ? this.partOf.get(occasion.of) : undefined;
    if (found === undefined) return false;
    const { part, options } = found;
    const joined = (before: string | undefined) =>
      (before === undefined || before === said ? said : `${before}\n\n${said}`).slice(0, MOST_FEEDBACK);
    if (occasion.kind === 'is') {
      const option = options?.get(occasion.value);
      if (option !== undefined) option.feedback = joined(option.feedback);
      else if (part.kind === 'number' || part.kind === 'text') {
        const number = numberOf(occasion.value);
        if (part.kind === 'number' && number === undefined) return false;
        const answer = part.kind === 'number' ? formulaOf(number as number) : occasion.value;
        part.feedback = { ...part.feedback, when: [...(part.feedback?.when ?? []), { answer, say: said }] };
      } else return false;
      return true;
    }
    if (occasion.kind !== 'right' && occasion.kind !== 'wrong') return false;
    part.feedback = { ...part.feedback, [occasion.kind]: joined(part.feedback?.[occasion.kind]) };
    return true;
  }
}

const pictureName = (index: number) => `picture-${index + 1}.svg`;

/** @throws PackageRefused where it is no question after all: it is read, and a variant made of it. */
function tried(files: Map<string, string>): PackageFiles {
  try {
    plainQuestion(files.get('question.json') ?? '', files).generate(new Random(0));
  } catch (error) {
    if (error instanceof FormulaFault) throw new PackageRefused(error.message);
    throw error;
  }
  return files;
}
