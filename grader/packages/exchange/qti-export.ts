/**
 * Questions as a content package of QTI 2.1 or 3.0, an item for each variant: QTI draws nothing that every system knows
 * how to draw. What no element says, a class does (qti-marks.ts), so that it comes back as it was. For every part there is
 * an outcome SCORE_<part> with the points that it may earn, and SCORE is their sum, by the rules of question-marking.ts.
 */
import type { Grid, Part, Question } from '../../../exercises/question-definition';
import type { XmlElement, XmlNode } from '../xml-tree';
import { xhtmlOf } from './markdown-xhtml';
import { CLASS, PART_ID } from './qti-marks';
import { newerNames } from './qti-names';
import { scoreOf } from './qti-scoring';
import { element, xmlText } from './xml-text';

export type QtiVersion = '2.1' | '3.0';

export interface ExportedItem {
  /** A name of a file and of an element. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
  readonly question: Question;
  /** Choices whose options are drawn in an order of their own. */
  readonly shuffled: ReadonlySet<string>;
}

const SPACES = {
  '2.1': {
    item: 'http://www.imsglobal.org/xsd/imsqti_v2p1',
    itemSchema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd',
    manifest: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    resource: 'imsqti_item_xmlv2p1',
    schema: ['IMS Content', '1.1'],
  },
  '3.0': {
    item: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
    itemSchema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
    manifest: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    resource: 'imsqti_item_xmlv3p0',
    schema: ['QTI Package', '3.0.0'],
  },
} as const;
const LOM = 'http://www.imsglobal.org/xsd/imsmd_v1p2';

/** Text by path of the archive. @param lost is told of which item, and what. */
export function qtiFiles(
  items: readonly ExportedItem[],
  version: QtiVersion,
  lost: (item: string, what: string) => void,
): Map<string, string> {
  const files = new Map<string, string>();
  const resources: XmlElement[] = [];
  for (const item of items) {
    const pictures = (item.question.pictures ?? []).map(({ svg }, index) => {
      const path = `pictures/${item.name}-${index + 1}.svg`;
      files.set(path, svg);
      return path;
    });
    const path = `items/${item.name}.xml`;
    const root = new ItemWriter(item, pictures, (what) => lost(item.name, what)).item(version);
    files.set(path, xmlText(version === '3.0' ? newerNames(root) : root));
    resources.push(
      element(
        'resource',
        { identifier: `RES-${item.name}`, type: SPACES[version].resource, href: path },
        metadataOf(item),
        ...[path, ...pictures].map((href) => element('file', { href })),
      ),
    );
  }
  const { manifest, schema } = SPACES[version];
  const root = element(
    'manifest',
    { xmlns: manifest, 'xmlns:imsmd': LOM, identifier: 'RUNQUEUE-QUESTIONS' },
    element('metadata', {}, element('schema', {}, schema[0]), element('schemaversion', {}, schema[1])),
    element('organizations', {}),
    element('resources', {}, ...resources),
  );
  return new Map([['imsmanifest.xml', xmlText(root)], ...files]);
}

function metadataOf({ title, summary, rows }: ExportedItem): XmlElement {
  const said = (text: string) => element('imsmd:langstring', { 'xml:lang': 'en' }, text);
  const keywords = rows.map((row) => element('imsmd:keyword', {}, said(`row ${row}`)));
  const general = [
    element('imsmd:title', {}, said(title)),
    element('imsmd:description', {}, said(summary)),
    ...keywords,
  ];
  return element('metadata', {}, element('imsmd:lom', {}, element('imsmd:general', {}, ...general)));
}

const value = (baseType: string, text: string | number) => element('baseValue', { baseType }, String(text));
const variable = (identifier: string) => element('variable', { identifier });
const correct = (identifier: string) => element('correct', { identifier });
const set = (identifier: string, to: XmlElement) => element('setOutcomeValue', { identifier }, to);
const condition = (...branches: readonly XmlElement[]) => element('responseCondition', {}, ...branches);
const isNull = (identifier: string) => element('isNull', {}, variable(identifier));
const allOf = (tests: readonly XmlElement[]) =>
  tests.length === 1 ? (tests[0] as XmlElement) : element('and', {}, ...tests);
const anyOf = (tests: readonly XmlElement[]) =>
  tests.length === 1 ? (tests[0] as XmlElement) : element('or', {}, ...tests);

const optionId = (index: number) => `option-${index}`;
const cellId = (part: string, row: number, column: number) => `${part}.${row}.${column}`;

class ItemWriter {
  private readonly responses: XmlElement[] = [];
  private readonly outcomes: XmlElement[] = [];
  private readonly rules: XmlElement[] = [];
  private readonly feedback: XmlElement[] = [];

  constructor(
    private readonly given: ExportedItem,
    private readonly pictures: readonly string[],
    private readonly lost: (what: string) => void,
  ) {}

  item(version: QtiVersion): XmlElement {
    const { name, title, question } = this.given;
    const { prompt, pictures = [], parts, explanation, worked = [] } = question;
    const body = [
      ...this.xhtml(prompt),
      ...(question.given === undefined ? [] : [gridTable(question.given, CLASS.given)]),
      ...this.pictures.map((path, index) =>
        element(
          'p',
          { class: CLASS.picture },
          element('img', { src: `../${path}`, alt: pictures[index]?.alternative }),
        ),
      ),
      ...parts.map((part) => this.part(part)),
    ];
    this.outcome(
      'SCORE',
      'float',
      { normalMaximum: parts.reduce((sum, { points }) => sum + points, 0) },
      '0',
    );
    this.rules.push(set('SCORE', element('sum', {}, ...parts.map(({ id }) => variable(scoreOf(id))))));
    for (const part of parts) this.reactions(part);
    this.outcome('EXPLANATION', 'identifier');
    this.rules.push(set('EXPLANATION', value('identifier', 'explanation')));
    this.say(
      'EXPLANATION',
      'explanation',
      explanation,
      worked.map((grid) => gridTable(grid)),
    );
    const { item, itemSchema } = SPACES[version];
    return element(
      'assessmentItem',
      {
        ...{ xmlns: item, 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
        ...{
          'xsi:schemaLocation': `${item} ${itemSchema}`,
          identifier: name,
          title,
          adaptive: false,
          timeDependent: false,
        },
      },
      ...this.responses,
      ...this.outcomes,
      element('itemBody', {}, ...body),
      element('responseProcessing', {}, ...this.rules),
      ...this.feedback,
    );
  }

  private xhtml(markdown: string): XmlElement[] {
    return xhtmlOf(markdown, this.lost);
  }

  private outcome(
    identifier: string,
    baseType: string,
    more: { normalMaximum?: number; cardinality?: string } = {},
    from?: string,
  ): void {
    const { cardinality = 'single', ...rest } = more;
    const inside = from === undefined ? [] : [element('defaultValue', {}, element('value', {}, from))];
    this.outcomes.push(
      element('outcomeDeclaration', { identifier, cardinality, baseType, ...rest }, ...inside),
    );
  }

  private response(
    identifier: string,
    baseType: string,
    answers: readonly (string | number)[],
    more: { readonly cardinality?: string; readonly mapping?: XmlElement } = {},
  ): void {
    const values = answers.map((answer) => element('value', {}, String(answer)));
    this.responses.push(
      element(
        'responseDeclaration',
        { identifier, cardinality: more.cardinality ?? 'single', baseType },
        ...(values.length > 0 ? [element('correctResponse', {}, ...values)] : []),
        ...(more.mapping ? [more.mapping] : []),
      ),
    );
  }

  private part(part: Part): XmlElement {
    this.outcome(scoreOf(part.id), 'float', { normalMaximum: part.points }, '0');
    switch (part.kind) {
      case 'number':
        return this.number(part);
      case 'text':
        return this.text(part);
      case 'choice':
        return this.choice(part);
      case 'table':
        return this.grid(part, { ...part, byColumn: part.pointsPer === 'column' });
      case 'gantt': {
        const { slots, lanes, answer } = part;
        const columns = Array.from({ length: slots }, (_, slot) => String(slot));
        return this.grid(part, {
          columns,
          rowLabels: lanes,
          given: answer.map((lane) => lane.map(() => null)),
          answer,
          byColumn: true,
        });
      }
    }
  }

  private earnIf(part: Part, test: XmlElement): void {
    this.rules.push(
      condition(element('responseIf', {}, test, set(scoreOf(part.id), value('float', part.points)))),
    );
  }

  private number(part: Extract<Part, { kind: 'number' }>): XmlElement {
    this.response(part.id, 'float', [part.answer]);
    this.earnIf(part, this.equal(part, correct(part.id)));
    return element('p', {}, `${part.label} `, entry(part.id, 12), part.unit === '' ? '' : ` ${part.unit}`);
  }

  private equal({ id, tolerance }: Extract<Part, { kind: 'number' }>, to: XmlElement): XmlElement {
    const by =
      tolerance === 0
        ? { toleranceMode: 'exact' }
        : { toleranceMode: 'absolute', tolerance: `${tolerance} ${tolerance}` };
    return element('equal', by, variable(id), to);
  }

  private text(part: Extract<Part, { kind: 'text' }>): XmlElement {
    const entries = [...new Set(part.answers)].map((mapKey) =>
      element('mapEntry', { mapKey, mappedValue: part.points, caseSensitive: false }),
    );
    const mapping = element('mapping', { defaultValue: 0 }, ...entries);
    this.response(part.id, 'string', part.answers.slice(0, 1), { mapping });
    this.rules.push(set(scoreOf(part.id), element('mapResponse', { identifier: part.id })));
    return element('p', {}, `${part.label} `, entry(part.id, 30));
  }

  private choice(part: Extract<Part, { kind: 'choice' }>): XmlElement {
    const { id, points, multiple, options, answer } = part;
    const each = points / answer.length;
    const entries = options.map((_, index) =>
      element('mapEntry', { mapKey: optionId(index), mappedValue: answer.includes(index) ? each : -each }),
    );
    const mapping = multiple
      ? element('mapping', { lowerBound: 0, upperBound: points, defaultValue: 0 }, ...entries)
      : undefined;
    this.response(id, 'identifier', answer.map(optionId), {
      cardinality: multiple ? 'multiple' : 'single',
      mapping,
    });
    const mapped = element('mapResponse', { identifier: id });
    if (multiple)
      this.rules.push(
        set(
          scoreOf(id),
          Number.isInteger(2 * each) ? mapped : inHalves(element('product', {}, value('float', 2), mapped)),
        ),
      );
    else this.earnIf(part, element('match', {}, variable(id), correct(id)));
    return element(
      'choiceInteraction',
      { responseIdentifier: id, shuffle: this.given.shuffled.has(id), maxChoices: multiple ? 0 : 1 },
      element('prompt', {}, part.label),
      ...options.map((option, index) => element('simpleChoice', { identifier: optionId(index) }, option)),
    );
  }

  /** A table of gaps, whose columns or rows earn when all of their cells are right. */
  private grid(
    part: Extract<Part, { kind: 'table' | 'gantt' }>,
    {
      columns,
      rowLabels,
      given,
      answer,
      byColumn,
    }: {
      readonly columns: readonly string[];
      readonly rowLabels: readonly string[];
      readonly given: readonly (readonly (string | null)[])[];
      readonly answer: readonly (readonly string[])[];
      readonly byColumn: boolean;
    },
  ): XmlElement {
    const { id, points } = part;
    const lines = new Map<number, { readonly id: string; readonly answer: string }[]>();
    const cell = (text: string | null, row: number, column: number): XmlNode => {
      if (text !== null) return text;
      const asked = { id: cellId(id, row, column), answer: blankAs(answer[row]?.[column] ?? '') };
      const line = byColumn ? column : row;
      lines.set(line, [...(lines.get(line) ?? []), asked]);
      const mapping = element(
        'mapping',
        { defaultValue: 0 },
        element('mapEntry', { mapKey: asked.answer, mappedValue: 1, caseSensitive: false }),
      );
      this.response(
        asked.id,
        'string',
        asked.answer === '' ? [] : [asked.answer],
        asked.answer === '' ? {} : { mapping },
      );
      return entry(asked.id, 6);
    };
    const rows = rowLabels.map((label, row) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, label),
        ...(given[row] ?? []).map((text, column) => element('td', {}, cell(text, row, column))),
      ),
    );
    this.earnByLine(id, points, [...lines.values()]);
    this.lost('that a number in a cell may be written in any way');
    const classes = [
      CLASS.grid,
      ...(byColumn ? [CLASS.byColumn] : []),
      ...(part.kind === 'gantt' ? [CLASS.gantt] : []),
    ];
    return element(
      'div',
      { id: PART_ID + id, class: classes.join(' ') },
      element('p', {}, part.label),
      ...(part.kind === 'gantt'
        ? [
            element(
              'p',
              {},
              ...part.symbols.map((symbol, index) =>
                element('span', {}, index === 0 ? symbol : ` ${symbol}`),
              ),
            ),
          ]
        : []),
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('td', {}),
            ...columns.map((column) => element('th', { scope: 'col' }, column)),
          ),
        ),
        element('tbody', {}, ...rows),
      ),
    );
  }

  private earnByLine(
    id: string,
    points: number,
    lines: readonly (readonly { readonly id: string; readonly answer: string }[])[],
  ): void {
    const count = `RIGHT_${id}`;
    this.outcome(count, 'integer', {}, '0');
    const isRight = (cell: { readonly id: string; readonly answer: string }) =>
      cell.answer === ''
        ? isNull(cell.id)
        : element('stringMatch', { caseSensitive: false }, variable(cell.id), correct(cell.id));
    for (const cells of lines)
      this.rules.push(
        condition(
          element(
            'responseIf',
            {},
            allOf(cells.map(isRight)),
            set(count, element('sum', {}, variable(count), value('integer', 1))),
          ),
        ),
      );
    const halves = (2 * points) / lines.length;
    const counted = element('product', {}, variable(count), value('float', halves));
    const earned = set(
      scoreOf(id),
      Number.isInteger(halves) ? element('divide', {}, counted, value('float', 2)) : inHalves(counted),
    );
    // Nothing entered is no answer, also where nothing would be right.
    const entered = anyOf(lines.flat().map((cell) => element('not', {}, isNull(cell.id))));
    this.rules.push(condition(element('responseIf', {}, entered, earned)));
  }

  /** What is said of answers. */
  private reactions(part: Part): void {
    const { right, wrong, when = [] } = part.feedback ?? {};
    const [result, saying] = [`RESULT_${part.id}`, `SAY_${part.id}`];
    if (when.length > 0) {
      this.outcome(saying, 'identifier', {
        cardinality: part.kind === 'choice' && !part.multiple ? 'single' : 'multiple',
      });
      if (part.kind === 'choice') this.rules.push(set(saying, variable(part.id)));
      for (const [index, { answer, say }] of when.entries()) {
        const identifier = part.kind === 'choice' ? optionId(Number(answer)) : `said-${index}`;
        if (part.kind !== 'choice') this.sayWhen(part, answer, saying, identifier);
        this.say(saying, identifier, say);
      }
    }
    if (right === undefined && wrong === undefined) return;
    this.outcome(result, 'identifier');
    const responses = this.responses
      .map(({ attributes }) => attributes.get('identifier') ?? '')
      .filter((id) => id === part.id || id.startsWith(`${part.id}.`));
    const isFull = element('gte', {}, variable(scoreOf(part.id)), value('float', part.points));
    this.rules.push(
      condition(
        element('responseIf', {}, allOf(responses.map(isNull)), set(result, value('identifier', 'none'))),
        element('responseElseIf', {}, isFull, set(result, value('identifier', 'right'))),
        element('responseElse', {}, set(result, value('identifier', 'wrong'))),
      ),
    );
    if (right !== undefined) this.say(result, 'right', right);
    if (wrong !== undefined) this.say(result, 'wrong', wrong);
  }

  private sayWhen(part: Part, answer: string | number, saying: string, identifier: string): void {
    const test =
      part.kind === 'number'
        ? this.equal(part, value('float', answer))
        : element('stringMatch', { caseSensitive: false }, variable(part.id), value('string', answer));
    const more = element('multiple', {}, variable(saying), value('identifier', identifier));
    this.rules.push(condition(element('responseIf', {}, test, set(saying, more))));
  }

  private say(
    outcomeIdentifier: string,
    identifier: string,
    markdown: string,
    tables: readonly XmlElement[] = [],
  ): void {
    const inside = [...this.xhtml(markdown), ...tables];
    this.feedback.push(
      element('modalFeedback', { outcomeIdentifier, identifier, showHide: 'show' }, ...inside),
    );
  }
}

const gridTable = ({ caption, columns, rows }: Grid, name?: string) =>
  element(
    'table',
    { class: name },
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column))),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))),
    ),
  );

const entry = (responseIdentifier: string, expectedLength: number) =>
  element('textEntryInteraction', { responseIdentifier, expectedLength });

/** A hyphen says that a cell stays empty. */
const blankAs = (answer: string) => (answer.trim() === '-' ? '' : answer);

/** Down to half points. */
const inHalves = (halves: XmlElement) =>
  element(
    'divide',
    {},
    element('truncate', {}, element('sum', {}, halves, value('float', 1e-9))),
    value('float', 2),
  );
