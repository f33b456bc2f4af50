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
import { MOST_PICTURES } from '../plain-question-format';
import { eachElement, isElement, type XmlElement } from '../xml-tree';
import { excerpt, type Fate } from './exchange-report';
import { formulaOf, unfilled } from './plain-texts';
import { placeFeedback } from './qti-feedback';
import { ItemParts } from './qti-item-parts';
import { CLASS } from './qti-marks';
import { filledWith, LABEL, type Option, type Part, type PartOf, toldAnswer } from './qti-parts';
import { all, childOf, childrenOf, classesOf, numberOf, textOf } from './qti-scoring';
import { ItemTables, type ItemTexts } from './qti-tables';
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

class ItemReader implements ItemTexts {
  private readonly parts: ItemParts;
  private readonly tables: ItemTables;
  private readonly pictures: { svg: string; alternative: string }[] = [];
  private readonly explanations: string[] = [];
  private given: { caption: string; columns: string[]; rows: string[][] } | undefined;
  private gaps = 0;

  constructor(
    private readonly item: XmlElement,
    private readonly source: ItemSource,
  ) {
    const say = source.say.bind(source);
    this.parts = new ItemParts(item, say);
    this.tables = new ItemTables(this.parts, this, say);
  }

  nextGap(): number {
    return ++this.gaps;
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
    if (this.parts.list.length === 0) throw new PackageRefused('nothing in it can be asked here');
    const shown = childrenOf(item).filter(({ name }) => name === 'modalFeedback');
    const feedback = [...all(body, 'feedbackInline'), ...all(body, 'feedbackBlock'), ...shown];
    if (feedback.length > MOST_FEEDBACKS)
      this.source.say('lost', `feedback beyond ${MOST_FEEDBACKS} of them`);
    for (const each of feedback.slice(0, MOST_FEEDBACKS)) this.takeFeedback(each);
    for (const unread of this.parts.scoring.unread)
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
      parts: this.parts.list.map((part) => filledWith(part)),
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
    if (this.parts.firstPrompt === undefined) {
      const [first] = this.parts.list as [Part];
      const prompt = escapedMarkdown(first.label);
      if (this.parts.list.length === 1) first.label = LABEL;
      return prompt;
    }
    this.parts.firstPrompt.part.label = this.parts.list.length === 1 ? LABEL : `${LABEL} (1)`;
    return this.parts.firstPrompt.markdown;
  }

  private explanation(): string {
    if (this.explanations.length > 0) return this.explanations.join('\n\n');
    this.source.say('note', 'it explains nothing; the explanation tells the right answers');
    return this.parts.list.map(toldAnswer).join('\n\n');
  }

  readonly sink: MarkdownSink = {
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
        return this.tables.takeMatch(element);
      case 'orderInteraction':
        return this.tables.takeOrder(element);
      case 'gapMatchInteraction':
        return this.tables.takeGapMatch(element);
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
        if (classes.includes(CLASS.grid)) return this.tables.takeOwnGrid(element);
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

  inlineOf(element: XmlElement): string | undefined {
    const { name } = element;
    if (GAPS.includes(name)) {
      const number = this.nextGap();
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

  /** Label of a part with a prompt of its own, and what of it must stand in the question's. */
  labelled(element: XmlElement): {
    readonly label: string;
    readonly before: string;
    readonly markdown: string;
  } {
    const prompt = childOf(element, 'prompt');
    const label = prompt === undefined ? '' : plainTextOf(prompt.children);
    const number = this.parts.list.length + 1;
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

  /** Texts that are too long or too rich for where they go stand in the prompt, with a letter each. */
  lettered(
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

  letters(choices: readonly XmlElement[]): { readonly texts: string[]; readonly list: string } {
    const list = choices.map((choice, index) => {
      const inside = markdownOf(withoutFeedback(choice), this.sink);
      return `- **${letterOf(index)}** ${inside.replace(/\n(?=.)/g, '\n  ')}`;
    });
    return { texts: choices.map((_, index) => letterOf(index)), list: list.join('\n') };
  }

  private takeChoice(element: XmlElement, choices: readonly XmlElement[], label?: string): string {
    const declared = this.parts.answered(element);
    if (declared === undefined) return markdownOf(childOf(element, 'prompt')?.children ?? [], this.sink);
    const asked = label === undefined ? this.labelled(element) : { label, before: '', markdown: '' };
    const { texts, list } = this.lettered(choices, MOST_OPTION);
    const multiple = declared.cardinality !== 'single';
    const right = new Set(this.parts.rightKeys(declared));
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
    if (multiple) this.parts.tellMultiple(declared, right.size, choices.length);
    else if (declared.mapping !== undefined && this.parts.scoring.isMapped.has(declared.id))
      this.parts.tellLesser(declared);
    const most = numberOf(element.attributes.get('maxChoices')) ?? 1;
    if (multiple && most > 1 && most < choices.length && most !== right.size)
      this.source.say('lost', `that at most ${most} options may be chosen`);
    const part = this.parts.add(
      {
        ...{
          id: declared.id,
          kind: 'choice',
          label: asked.label,
          points: this.parts.pointsOf([declared]),
          multiple,
        },
        ...{ shuffled: isDrawn && !staysPut && list === '', options },
      } as PartOf<'choice'>,
      [declared],
      new Map(
        choices.map((choice, index) => [choice.attributes.get('identifier') ?? '', options[index] as Option]),
      ),
    );
    this.parts.remember(part, asked.markdown);
    return [asked.before, list].filter((text) => text !== '').join('\n\n');
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
    const isNumber = gap.name === 'textEntryInteraction' && this.parts.isNumber(gap);
    if (label === '' || label.length > MOST_LABEL || after.length > (isNumber ? 40 : 1)) return undefined;
    if (after !== '' && !isNumber && !/^[.?!:]$/.test(after)) return undefined;
    return this.takeGap(gap, label, /^[.?!:]$/.test(after) ? '' : after) ? '' : undefined;
  }

  /** @returns whether it can be asked. */
  private takeGap(gap: XmlElement, label: string, unit: string): boolean {
    if (gap.name === 'inlineChoiceInteraction') {
      const before = this.parts.list.length;
      const list = this.takeChoice(gap, all(gap, 'inlineChoice'), label);
      if (list !== '') this.source.say('changed', 'options of a gap are told by letters only');
      return this.parts.list.length > before;
    }
    const declared = this.parts.answered(gap);
    if (declared === undefined) return false;
    const points = this.parts.pointsOf([declared]);
    const keys = this.parts.rightKeys(declared);
    const [key = ''] = keys;
    if (this.parts.isNumber(gap) && Number.isFinite(Number(key))) {
      const { relative = false, by = 0 } = this.parts.scoring.tolerances.get(declared.id) ?? {};
      const tolerance = formulaOf(relative ? Math.abs(Number(key)) * by : by);
      this.parts.add(
        { id: declared.id, kind: 'number', label, points, answer: formulaOf(Number(key)), tolerance, unit },
        [declared],
      );
    } else {
      if (declared.baseType === 'string' && this.parts.mindsCase(declared))
        this.source.say('changed', 'small and capital letters are told apart there, and not here');
      this.parts.add({ id: declared.id, kind: 'text', label, points, answers: keys.slice(0, 20) }, [
        declared,
      ]);
      if (keys.length > 20) this.source.say('lost', 'right answers beyond 20');
    }
    if (declared.mapping !== undefined && this.parts.scoring.isMapped.has(declared.id))
      this.parts.tellLesser(declared);
    if (gap.attributes.has('patternMask')) this.source.say('lost', 'the pattern that an answer must have');
    return true;
  }

  private takeSlider(element: XmlElement): string {
    const declared = this.parts.answered(element);
    if (declared === undefined) return '';
    const { label, before, markdown } = this.labelled(element);
    const [from, to] = ['lowerBound', 'upperBound'].map((bound) => element.attributes.get(bound) ?? '');
    this.source.say('changed', 'a slider is a number that is written');
    const [key = ''] = this.parts.rightKeys(declared);
    const answer = formulaOf(numberOf(key) ?? 0);
    const part = this.parts.add(
      {
        id: declared.id,
        kind: 'number',
        label: `${label} (from ${from} to ${to})`,
        points: this.parts.pointsOf([declared]),
        answer,
        tolerance: '0',
        unit: '',
      },
      [declared],
    );
    this.parts.remember(part, markdown);
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
    return this.tables.takeGrid(table, { label: caption === undefined ? '' : plainTextOf(caption.children) })
      ? ''
      : undefined;
  }

  /** Puts a feedback where it is said, or tells that it is lost. */
  private takeFeedback(feedback: XmlElement): void {
    const said = markdownOf(feedback.children, {
      ...this.sink,
      block: ({ name }) => (/^(?:feedback|template)|Interaction$/.test(name) ? '' : undefined),
      inline: (each) => (/^(?:feedback|template)|Interaction$/.test(each.name) ? '' : this.inlineOf(each)),
    });
    if (said === '') return;
    const { parts, explanations } = this;
    const say = this.source.say.bind(this.source);
    const why = placeFeedback(feedback, said, { parts, explanations, say });
    if (why !== undefined) this.source.say('lost', `a feedback, ${why}: ${excerpt(said)}`);
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
