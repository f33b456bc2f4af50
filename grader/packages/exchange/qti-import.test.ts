/** Guarantee: what of a foreign item has a place here is taken, and whatever has none is named in the report. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../../exercises/question-definition';
import { Random } from '../../../simulator/engine/random';
import { PackageRefused } from '../package-files';
import { plainQuestion } from '../plain-question';
import { importExchange } from './index';

const zipped = (files: Readonly<Record<string, string>>) =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );

const manifest = (resources: string) =>
  `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>${resources}</resources></manifest>`;
const resource = (href: string, type = 'imsqti_item_xmlv2p1', inside = '') =>
  `<resource identifier="r" type="${type}" href="${href}">${inside}<file href="${href}"/></resource>`;

const item = (inside: string, attributes = '') =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="x" title="An item" adaptive="false" timeDependent="false" ${attributes}>${inside}</assessmentItem>`;

const TEMPLATE = 'http://www.imsglobal.org/question/qti_v2p1/rptemplates/';
const processed = (template: string) => `<responseProcessing template="${TEMPLATE}${template}"/>`;
const declared = (
  id: string,
  baseType: string,
  values: readonly string[],
  more = '',
  cardinality = 'single',
) =>
  `<responseDeclaration identifier="${id}" cardinality="${cardinality}" baseType="${baseType}"><correctResponse>${values.map((value) => `<value>${value}</value>`).join('')}</correctResponse>${more}</responseDeclaration>`;
const body = (inside: string) => `<itemBody>${inside}</itemBody>`;

function imported(xml: string, others: Readonly<Record<string, string>> = {}) {
  const { packages, report } = importExchange(
    zipped({ 'imsmanifest.xml': manifest(resource('items/one.xml')), 'items/one.xml': xml, ...others }),
  );
  const [first] = packages;
  const question: Question | undefined =
    first && plainQuestion(first.files.get('question.json') ?? '', first.files).generate(new Random(1));
  return {
    question,
    files: first?.files,
    report: report.slice(1).map((line) => line.replace('items/one.xml: ', '')),
    count: report[0],
  };
}
const told = (report: readonly string[]) => report.filter((line) => !line.startsWith('note'));

const CHOICE = `<choiceInteraction responseIdentifier="R" shuffle="false" maxChoices="1"><prompt>Which <em>policy</em> is it?</prompt>
  <simpleChoice identifier="A">first come <feedbackInline outcomeIdentifier="F" identifier="A" showHide="show">It <b>starves</b> none.</feedbackInline></simpleChoice>
  <simpleChoice identifier="B">round robin</simpleChoice></choiceInteraction>`;
const SAYS =
  '<responseProcessing><setOutcomeValue identifier="F"><variable identifier="R"/></setOutcomeValue></responseProcessing>';

describe('kinds of parts', () => {
  test('a choice, with what is said of an option', () => {
    const { question, report } = imported(
      item(declared('R', 'identifier', ['B']) + body(`<p>Threads take turns.</p>${CHOICE}`) + SAYS),
    );
    expect(question).toEqual({
      prompt: 'Threads take turns.',
      parts: [
        {
          ...{ kind: 'choice', id: 'r', label: 'Which policy is it?', points: 1, multiple: false },
          ...{ options: ['first come', 'round robin'], answer: [1] },
          feedback: { when: [{ answer: 0, say: 'It **starves** none.' }] },
        },
      ],
      explanation: 'Which policy is it: round robin',
    });
    expect(told(report)).toEqual([]);
  });

  test('where nothing but its prompt asks, that is the prompt of the question', () => {
    const { question } = imported(item(declared('R', 'identifier', ['B']) + body(CHOICE)));
    expect(question).toMatchObject({ prompt: 'Which *policy* is it?', parts: [{ label: 'Your answer' }] });
  });

  test('a number with a tolerance and a unit, and what is said of it', () => {
    const { question, report } = imported(
      item(
        declared('WAIT', 'float', ['12.5']) +
          body(
            '<p>Two jobs.</p><p>The mean wait is <textEntryInteraction responseIdentifier="WAIT"/> ms</p>',
          ) +
          `<responseProcessing><responseCondition>
             <responseIf><isNull><variable identifier="WAIT"/></isNull></responseIf>
             <responseElseIf><equal toleranceMode="relative" tolerance="2 2"><variable identifier="WAIT"/><correct identifier="WAIT"/></equal>
               <setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue>
               <setOutcomeValue identifier="F"><baseValue baseType="identifier">yes</baseValue></setOutcomeValue></responseElseIf>
             <responseElseIf><equal toleranceMode="exact"><variable identifier="WAIT"/><baseValue baseType="float">25</baseValue></equal>
               <setOutcomeValue identifier="F"><baseValue baseType="identifier">twice</baseValue></setOutcomeValue></responseElseIf>
           </responseCondition></responseProcessing>
           <modalFeedback outcomeIdentifier="F" identifier="yes" showHide="show">Right.</modalFeedback>
           <modalFeedback outcomeIdentifier="F" identifier="twice" showHide="show">Divide by the jobs.</modalFeedback>
           <modalFeedback outcomeIdentifier="F" identifier="never" showHide="show">Nobody hears this.</modalFeedback>`,
      ),
    );
    expect(question?.parts).toEqual([
      {
        ...{
          kind: 'number',
          id: 'wait',
          label: 'The mean wait is',
          points: 2,
          answer: 12.5,
          tolerance: 0.25,
          unit: 'ms',
        },
        feedback: { right: 'Right.', when: [{ answer: 25, say: 'Divide by the jobs.' }] },
      },
    ]);
    expect(told(report)).toEqual(['lost: a feedback, which nothing shows: "Nobody hears this."']);
  });

  test('texts that earn most are right; those that earn less are told', () => {
    const mapping =
      '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="2" caseSensitive="false"/><mapEntry mapKey="york city" mappedValue="2" caseSensitive="false"/><mapEntry mapKey="Lancaster" mappedValue="0.5" caseSensitive="false"/></mapping>';
    const { question, report } = imported(
      item(
        declared('R', 'string', ['York'], mapping) +
          body(
            '<p>Now is the winter of <textEntryInteraction responseIdentifier="R"/>, and more words follow.</p>',
          ) +
          processed('map_response'),
      ),
    );
    expect(question).toMatchObject({
      prompt: 'Now is the winter of \\_\\_\\_\\_ **(1)**, and more words follow.',
      parts: [{ kind: 'text', label: 'Gap (1)', points: 2, answers: ['York', 'york city'] }],
    });
    expect(told(report)).toEqual(['changed: responses that earn less, or cost something, earn nothing here']);
  });

  test('pairs are letters, and their order is drawn no more', () => {
    const set = (ids: string) =>
      `<simpleMatchSet>${[...ids].map((id) => `<simpleAssociableChoice identifier="${id}" matchMax="1">${id}-text</simpleAssociableChoice>`).join('')}</simpleMatchSet>`;
    const { question, report } = imported(
      item(
        declared('R', 'directedPair', ['A Y', 'B X'], '', 'multiple') +
          body(
            `<p>Match.</p><matchInteraction responseIdentifier="R" shuffle="true" maxAssociations="2"><prompt>Pairs</prompt>${set('AB')}${set('XY')}</matchInteraction>`,
          ) +
          processed('match_correct'),
      ),
    );
    expect(question).toMatchObject({
      prompt: 'Match.\n\n- **A** X-text\n- **B** Y-text',
      parts: [
        {
          kind: 'table',
          pointsPer: 'column',
          columns: ['Letter'],
          rowLabels: ['A-text', 'B-text'],
          answer: [['B'], ['A']],
        },
      ],
    });
    expect(told(report)).toEqual(['lost: that the order of what is matched is drawn']);
  });

  test('what is put in order gets its places, and does not stand in its right order', () => {
    const { question } = imported(
      item(
        declared('R', 'identifier', ['C', 'A', 'B'], '', 'ordered') +
          body(
            '<orderInteraction responseIdentifier="R" shuffle="true"><prompt>Order</prompt><simpleChoice identifier="C">wait</simpleChoice><simpleChoice identifier="A">run</simpleChoice><simpleChoice identifier="B">exit</simpleChoice></orderInteraction>',
          ),
      ),
    );
    expect(question?.parts).toMatchObject([
      { rowLabels: ['exit', 'run', 'wait'], answer: [['3'], ['2'], ['1']] },
    ]);
  });

  test('a table of gaps is a table', () => {
    const gap = (id: string) => `<textEntryInteraction responseIdentifier="${id}"/>`;
    const { question } = imported(
      item(
        ['A', 'B'].map((id, index) => declared(id, 'string', [String(index)])).join('') +
          body(
            `<p>Fill.</p><table><tr><th/><th>x</th></tr><tr><th>r</th><td>${gap('A')}</td></tr><tr><th>s</th><td>${gap('B')}</td></tr></table>`,
          ),
      ),
    );
    expect(question).toMatchObject({
      prompt: 'Fill.',
      parts: [
        {
          kind: 'table',
          columns: ['x'],
          rowLabels: ['r', 's'],
          given: [[null], [null]],
          answer: [['0'], ['1']],
        },
      ],
    });
  });

  test('QTI 3 says the same in other names', () => {
    const { question } = imported(
      `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="x" title="An item" time-dependent="false">
         <qti-response-declaration identifier="R" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
         <qti-item-body><qti-choice-interaction response-identifier="R" max-choices="0" shuffle="true"><qti-prompt>Which?</qti-prompt>
           <qti-simple-choice identifier="A">a</qti-simple-choice><qti-simple-choice identifier="B">b</qti-simple-choice></qti-choice-interaction></qti-item-body>
         <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
       </qti-assessment-item>`,
    );
    expect(question).toMatchObject({ prompt: 'Which?', parts: [{ kind: 'choice', multiple: true }] });
  });
});

describe('what is lost is named', () => {
  const plain = declared('R', 'identifier', ['B']);

  test.each<[string, string, RegExp]>([
    [
      'a picture that is no SVG',
      item(plain + body(`<p><img src="a.png" alt="A queue"/></p>${CHOICE}`)),
      /lost: the picture a\.png: only SVG/,
    ],
    [
      'a picture that is not there',
      item(plain + body(`<p><img src="a.svg" alt=""/></p>${CHOICE}`)),
      /a\.svg: it is not in the archive/,
    ],
    [
      'a picture outside',
      item(plain + body(`<p><img src="https://example.com/a.svg" alt=""/></p>${CHOICE}`)),
      /it is not in the archive/,
    ],
    [
      'a picture beyond the archive',
      item(plain + body(`<p><img src="../../../a.svg" alt=""/></p>${CHOICE}`)),
      /it is not in the archive/,
    ],
    [
      'a picture with a script',
      item(plain + body(`<p><img src="script.svg" alt=""/></p>${CHOICE}`)),
      /script\.svg: .*not allowed/,
    ],
    [
      'a film',
      item(plain + body(`<p><object data="a.mp4" type="video/mp4">A film.</object></p>${CHOICE}`)),
      /lost: object a\.mp4/,
    ],
    [
      'a style sheet',
      item(`${plain}<stylesheet href="a.css" type="text/css"/>${body(CHOICE)}`),
      /lost: its style sheet/,
    ],
    [
      'a rubric for others',
      item(plain + body(`<rubricBlock view="scorer"><p>Two points.</p></rubricBlock>${CHOICE}`)),
      /lost: a rubric for scorer: "Two points\."/,
    ],
    [
      'an essay beside',
      item(
        plain +
          body(
            `${CHOICE}<extendedTextInteraction responseIdentifier="E"><prompt>Why?</prompt></extendedTextInteraction>`,
          ),
      ),
      /lost: extendedTextInteraction "Why\?"/,
    ],
    [
      'a survey',
      item(
        `<responseDeclaration identifier="S" cardinality="single" baseType="identifier"/>${plain}${body(CHOICE + CHOICE.replaceAll('"R"', '"S"'))}`,
      ),
      /lost: choiceInteraction S: it has no right answer/,
    ],
    [
      'all or nothing',
      item(
        declared('R', 'identifier', ['A', 'B'], '', 'multiple') + body(CHOICE) + processed('match_correct'),
      ),
      /changed: all or nothing/,
    ],
    [
      'capitals',
      item(
        declared('R', 'string', ['York']) +
          body('<p>Where? <textEntryInteraction responseIdentifier="R"/></p>'),
      ),
      /changed: small and capital letters/,
    ],
    [
      'adaptivity',
      item(plain + body(CHOICE)).replace('adaptive="false"', 'adaptive="true"'),
      /changed: it is adaptive/,
    ],
    [
      'thirds of a point',
      item(
        plain +
          body(CHOICE) +
          '<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/><correct identifier="R"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0.33</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>',
      ),
      /changed: 0\.33 points are 0\.5/,
    ],
    [
      'marking that is not read',
      item(
        plain +
          body(CHOICE) +
          '<responseProcessing><lookupOutcomeValue identifier="SCORE"><variable identifier="R"/></lookupOutcomeValue></responseProcessing>',
      ),
      /changed: marking by lookupOutcomeValue/,
    ],
    [
      'an element that there is not',
      item(plain + body(`<p>A <blink>word</blink>.</p>${CHOICE}`)),
      /lost: <blink>, of which only its text/,
    ],
    [
      'a link into nowhere',
      item(plain + body(`<p><a href="javascript:alert(1)">here</a></p>${CHOICE}`)),
      /lost: a link to javascript/,
    ],
  ])('%s', (_, xml, line) => {
    const { question, report, count } = imported(xml, {
      'items/script.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    });
    expect(told(report).join('\n')).toMatch(line);
    expect(count).toBe('1 item: 0 whole, 1 with something lost or changed, 0 refused');
    expect(question?.parts.length).toBeGreaterThan(0);
    expect(JSON.stringify(question)).not.toMatch(/javascript|<script/);
  });

  test.each<[string, string, RegExp]>([
    [
      'an essay',
      item(body('<extendedTextInteraction responseIdentifier="E"/>')),
      /refused: nothing in it can be asked/,
    ],
    [
      'values that are drawn',
      item(`${plain}<templateProcessing/>${body(CHOICE)}`),
      /refused: .*template processing/,
    ],
    ['no body', item(plain), /refused: it has no body/],
    [
      'something else',
      '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>',
      /refused: it is <assessmentTest>/,
    ],
    ['no XML', '<assessmentItem', /refused: items\/one\.xml: /],
    [
      'too many options',
      item(
        plain +
          body(
            CHOICE.replace(
              '</choiceInteraction>',
              `${Array.from({ length: 30 }, (_, i) => `<simpleChoice identifier="c${i}">${i}</simpleChoice>`).join('')}</choiceInteraction>`,
            ),
          ),
      ),
      /refused: question\.json: part 1, options: there are more than 20/,
    ],
    [
      'a prompt without end',
      item(plain + body(`<p>${'x '.repeat(10_000)}</p>${CHOICE}`)),
      /refused: question\.json: prompt/,
    ],
  ])('refused: %s', (_, xml, line) => {
    const { question, report } = imported(xml);
    expect(question).toBeUndefined();
    expect(report.join('\n')).toMatch(line);
  });

  test('a test with pools and instructions, and items that only it names', () => {
    const test = `<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" title="Midterm"><timeLimits maxTime="60"/><testPart identifier="p"><assessmentSection identifier="s" title="Paging">
      <selection select="1"/><ordering shuffle="true"/><rubricBlock view="candidate"><p>No books.</p></rubricBlock>
      <assessmentItemRef identifier="i" href="items/a%20b.xml"><weight identifier="w" value="2"/></assessmentItemRef><assessmentItemRef identifier="j" href="../outside.xml"/></assessmentSection></testPart></assessmentTest>`;
    const { packages, report } = importExchange(
      zipped({
        'course/imsmanifest.xml': manifest(resource('test.xml', 'imsqti_test_xmlv2p1')),
        'course/test.xml': test,
        'course/items/a b.xml': item(plain + body(CHOICE) + SAYS),
      }),
    );
    expect(packages.map(({ name }) => name)).toEqual(['x']);
    expect(report).toEqual([
      '1 item: 1 whole, 0 with something lost or changed, 0 refused',
      'test.xml: lost: the test "Midterm" around its items, with its sections and their order',
      'test.xml: lost: a time limit',
      'test.xml: lost: a pool (Paging), of which 1 are drawn; here all are there',
      'test.xml: lost: their order is drawn (Paging)',
      'test.xml: lost: instructions (Paging): "No books."',
      'test.xml: lost: a weight of an item (Paging)',
      'items/a%20b.xml: note: it explains nothing; the explanation tells the right answers',
    ]);
  });

  test('QTI 1 is refused by name', () => {
    const { packages, report } = importExchange(
      zipped({ 'imsmanifest.xml': manifest(resource('a.xml', 'imsqti_xmlv1p2')) }),
    );
    expect(packages).toEqual([]);
    expect(report[1]).toMatch(/a\.xml: refused: QTI 1/);
  });
});

test('a picture that is SVG comes along, with its alternative', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>';
  const { question, files } = imported(
    item(
      declared('R', 'identifier', ['B']) +
        body(`<p>See:</p><p><img src="../img/a%20b.svg" alt="A rectangle"/></p>${CHOICE}`),
    ),
    { 'img/a b.svg': svg },
  );
  expect(question?.pictures).toEqual([{ svg, alternative: 'A rectangle' }]);
  expect(files?.get('picture-1.svg')).toBe(svg);
});

test('what looks like a formula of ours is text', () => {
  const { question } = imported(
    item(
      declared('R', 'identifier', ['B']) +
        body(`<p>{{1/0}} {{{{a}}}} {{</p>${CHOICE.replace('round robin', '{{2 + 2}}')}`),
    ),
  );
  expect(question?.prompt).toBe('{{1/0}} {{{{a}}}} {{');
  expect(question?.parts[0]).toMatchObject({ options: ['first come', '{{2 + 2}}'] });
});

test('an archive of neither is refused', () => {
  expect(() => importExchange(zipped({ 'a.xml': '<a/>' }))).toThrow(PackageRefused);
  expect(() => importExchange(zipped({ 'a.xml': '<a/>' }))).toThrow(/imsmanifest\.xml/);
});
