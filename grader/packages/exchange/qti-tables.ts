/** Interactions that become a table, or a chart: what is matched, put in order or into gaps, and tables with gaps for cells. */
import { MOST_PARTS } from '../plain-question-format';
import { isElement, type XmlElement } from '../xml-tree';
import type { ItemParts, Say } from './qti-item-parts';
import { CLASS, PART_ID } from './qti-marks';
import { runsOf } from './qti-parts';
import { all, childrenOf, classesOf, type ResponseDeclaration, textOf } from './qti-scoring';
import { isPlainText, type MarkdownSink, markdownOf, plainTextOf, rowsOf } from './xhtml-markdown';

const MOST_CELL = 200;

/** Texts beside what is asked, as the reader of an item writes them. */
export interface ItemTexts {
  readonly sink: MarkdownSink;
  inlineOf(element: XmlElement): string | undefined;
  /** Label of a part with a prompt of its own, and what of it must stand in the question's. */
  labelled(element: XmlElement): {
    readonly label: string;
    readonly before: string;
    readonly markdown: string;
  };
  /** Texts that are too long or too rich for where they go stand in the prompt, with a letter each. */
  lettered(choices: readonly XmlElement[], most: number): { readonly texts: string[]; readonly list: string };
  letters(choices: readonly XmlElement[]): { readonly texts: string[]; readonly list: string };
  nextGap(): number;
}

/** Each method answers what stands in the prompt of it. */
export class ItemTables {
  constructor(
    private readonly parts: ItemParts,
    private readonly texts: ItemTexts,
    private readonly say: Say,
  ) {}

  takeMatch(element: XmlElement): string {
    const declared = this.parts.answered(element);
    const [from, to] = all(element, 'simpleMatchSet').map((set) =>
      childrenOf(set).filter(({ name }) => name === 'simpleAssociableChoice'),
    );
    if (declared === undefined || from === undefined || to === undefined) return '';
    const asked = this.texts.labelled(element);
    const pairs = this.parts.pairsOf(declared);
    const idOf = ({ attributes }: XmlElement) => attributes.get('identifier') ?? '';
    const targetsOf = (choice: XmlElement) =>
      pairs.filter(([source]) => source === idOf(choice)).map(([, target]) => target);
    const rows = this.texts.lettered(from, MOST_CELL);
    if (element.attributes.get('shuffle') === 'true')
      this.say('lost', 'that the order of what is matched is drawn');
    const isMapped = this.parts.scoring.isMapped.has(declared.id);
    if (isMapped) this.parts.tellLesser(declared);
    const isOne =
      from.every((choice) => targetsOf(choice).length <= 1 && choice.attributes.get('matchMax') === '1') ||
      from.every((choice) => targetsOf(choice).length === 1);
    const columns = isOne ? this.texts.letters(to) : this.texts.lettered(to, MOST_CELL);
    const answersOf = (choice: XmlElement) => {
      const targets = targetsOf(choice);
      return isOne
        ? [columns.texts[to.findIndex((target) => targets.includes(idOf(target)))] ?? '']
        : to.map((target) => (targets.includes(idOf(target)) ? 'x' : ''));
    };
    if (!isOne && !isMapped)
      this.say('changed', 'all or nothing is earned there; here each row earns its part');
    const told = isOne ? 'the letter that fits' : 'x where it fits';
    this.parts.addTable(
      declared,
      { ...asked, label: `${asked.label} (${told})` },
      {
        pointsPer: isOne ? this.parts.perLine(declared) : 'row',
        columns: isOne ? ['Letter'] : columns.texts,
        rowLabels: rows.texts,
        answers: from.map(answersOf),
      },
    );
    return [asked.before, rows.list, columns.list].filter((text) => text !== '').join('\n\n');
  }

  takeOrder(element: XmlElement): string {
    const declared = this.parts.answered(element);
    if (declared === undefined) return '';
    const asked = this.texts.labelled(element);
    const choices = all(element, 'simpleChoice');
    // Often they stand in their right order, to be shuffled.
    const isDrawn = element.attributes.get('shuffle') === 'true';
    const sorted = isDrawn
      ? [...choices].sort((a, b) => (textOf(a).trim() < textOf(b).trim() ? -1 : 1))
      : choices;
    if (isDrawn) this.say('changed', 'what is put in order stands by its letters; the order is not drawn');
    const rows = this.texts.lettered(sorted, MOST_CELL);
    const places = declared.correct;
    this.parts.addTable(
      declared,
      { ...asked, label: `${asked.label} (1 is the first)` },
      {
        pointsPer: this.parts.perLine(declared),
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

  takeGapMatch(element: XmlElement): string {
    const declared = this.parts.answered(element);
    if (declared === undefined) return '';
    const asked = this.texts.labelled(element);
    const texts = [...all(element, 'gapText'), ...all(element, 'gapImg')];
    const { list, texts: letters } = this.texts.letters(texts);
    const pairs = this.parts.pairsOf(declared);
    const gaps = all(element, 'gap');
    const numberOfGap = new Map(gaps.map((gap) => [gap, this.texts.nextGap()] as const));
    const body = markdownOf(
      element.children.filter(
        (child) => !isElement(child) || !['prompt', 'gapText', 'gapImg'].includes(child.name),
      ),
      {
        ...this.texts.sink,
        inline: (each) =>
          each.name === 'gap' ? `\\_\\_\\_\\_ **(${numberOfGap.get(each)})**` : this.texts.inlineOf(each),
      },
    );
    if (element.attributes.get('shuffle') === 'true')
      this.say('lost', 'that the order of texts for gaps is drawn');
    this.parts.addTable(
      declared,
      { ...asked, label: `${asked.label} (the letter that fits)` },
      {
        pointsPer: this.parts.perLine(declared),
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

  /** One that was exported. */
  takeOwnGrid(div: XmlElement): string | undefined {
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

  takeGrid(
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
      (entry) => this.parts.responses.get(entry.attributes.get('responseIdentifier') ?? '') ?? [],
    );
    // What was exported may ask for an empty cell; elsewhere it is one without an answer to mark by.
    const isMarked =
      given.id !== undefined || declared.every((each) => this.parts.rightKeys(each).length > 0);
    if (declared.length < entries.length || !isMarked || this.parts.list.length >= MOST_PARTS) return false;
    const cellOf = (cell: XmlElement): string | { answer: string } => {
      const [entry] = all(cell, 'textEntryInteraction');
      if (entry === undefined) return plainTextOf(cell.children);
      const keys = this.parts.rightKeys(
        this.parts.responses.get(entry.attributes.get('responseIdentifier') ?? '') as ResponseDeclaration,
      );
      if (keys.length > 1) this.say('lost', 'right answers of a cell beyond the first');
      return { answer: keys[0] ?? '' };
    };
    const cells = rows.map((row) => row.slice(1).map(cellOf));
    const rowLabels = rows.map(([first]) => plainTextOf((first as XmlElement).children));
    const columns = head.slice(1).map(({ children }) => plainTextOf(children));
    const points = this.parts.pointsOf(declared, given.id);
    const id = given.id ?? declared[0]?.id ?? 'table';
    if (given.symbols !== undefined) {
      this.parts.add(
        {
          ...{ id, kind: 'gantt', label: given.label, points, lanes: rowLabels, symbols: given.symbols },
          slots: String(width),
          runs: runsOf(cells, rowLabels),
        },
        declared,
      );
      return true;
    }
    if (given.id === undefined) this.say('changed', 'cells of a table earn together, row by row');
    const label = given.label === '' ? 'Fill in the table' : given.label;
    this.parts.add(
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
}
