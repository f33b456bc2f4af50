/** How a scheme translates addresses, step by step, table entry by table entry. */
import { hexadecimal } from '../hardware/translation/translation-scheme';
import { defineLaboratory, inLines, type Outcome } from './laboratory';
import { choice, lines, ParameterError, text } from './parameter';
import { TraceError } from './trace-error';
import {
  createScheme,
  type ExplainedTranslation,
  explainAll,
  mapAll,
  SCHEME_NAMES,
} from './translation-laboratory';

const MAX_PAGES_ON_PAGE = 2_048;

export const translate = defineLaboratory({
  name: 'translate',
  title: 'Address translation',
  summary:
    'Maps the lines "space virtual physical rwx [bytes]" of a file, then explains each step of translating addresses; a trace holds one address a line.',
  parameters: {
    scheme: choice({
      ...{ choices: SCHEME_NAMES, initial: 'two-level', required: true },
      sentence: 'How mappings are kept: one table, two levels, an entry a frame, buckets, or segments.',
    }),
    map: lines({
      range: 'a file of mappings',
      initial: '1 0x400000 0x12000 rx 8192\n1 0x500000 0x20000 rw\n',
      required: true,
      sentence:
        'A mapping a line: the space, its virtual address, the physical one, what is allowed, the bytes.',
    }),
    address: text({
      range: 'addresses',
      sign: '[SPACE:]ADDRESS[,l|s|f][;...]',
      initial: '',
      sentence:
        'Addresses between semicolons, each with the space before it and l, s or f (load, store, fetch) behind it; instead of a trace.',
    }),
    trace: lines({
      range: 'a file of addresses, - for standard input, or --address',
      initial: '',
      sentence: 'The same, an address a line.',
    }),
  },
  examples: [
    { title: 'Two levels', setting: { address: '0x401010,f;0x500000,s;0x600000' } },
    {
      title: 'The same by a hash table',
      setting: { scheme: 'hashed', address: '0x401010,f;0x500000,s;0x600000' },
    },
    {
      title: 'Segments with limits',
      setting: {
        scheme: 'segments',
        map: '1 0x10000000 0x12000 rx 8192\n',
        address: '0x10001010,f;0x10002000',
      },
    },
  ],
  run({ scheme: name, map, address, trace }, place) {
    if (address === '' && trace === '')
      throw new ParameterError(
        'trace',
        'is missing; give a file of addresses, - for standard input, or --address',
      );
    const scheme = createScheme(name);
    inLines('map', () => mapAll(scheme, map, place === 'page' ? MAX_PAGES_ON_PAGE : undefined));
    const translations =
      address === ''
        ? inLines('trace', () => explainAll(scheme, trace))
        : explainList(() => explainAll(scheme, address.replaceAll(';', '\n')));
    return inParts({ scheme: scheme.name, tableBytes: scheme.tableBytes(), translations });
  },
});

function explainList(explain: () => ExplainedTranslation[]): ExplainedTranslation[] {
  try {
    return explain();
  } catch (error) {
    if (error instanceof TraceError) throw new ParameterError('address', `cannot be taken: ${error.problem}`);
    throw error;
  }
}

interface TranslationResult {
  readonly scheme: string;
  readonly tableBytes: number;
  readonly translations: readonly ExplainedTranslation[];
}

function inParts(result: TranslationResult): Outcome {
  const { scheme, tableBytes, translations } = result;
  const named = translations.map((each) => ({
    ...each,
    title: `${each.access} of ${hexadecimal(each.virtualAddress)} in space ${each.space}`,
  }));
  return {
    json: result,
    text: asText(result),
    parts: [
      {
        title: `${scheme}: tables of ${tableBytes} bytes`,
        picture: {
          kind: 'grid',
          columns: named.map(({ title }) => title),
          rows: [
            {
              label: 'outcome',
              cells: named.map(({ outcome }) => ({
                text: outcome,
                tone: outcome === 'translated' ? ('good' as const) : ('bad' as const),
              })),
            },
            {
              label: 'physical',
              cells: named.map(({ physicalAddress }) => ({
                text: physicalAddress === undefined ? '' : hexadecimal(physicalAddress),
              })),
            },
            { label: 'accesses', cells: named.map(({ accesses }) => ({ text: String(accesses) })) },
          ],
        },
        table: {
          columns: ['access', 'step', 'reads at', 'value'],
          rows: named.flatMap(({ title, steps }) =>
            steps.map(({ what, address, value }) => [
              ...[title, what],
              address === undefined ? '' : hexadecimal(address),
              value === undefined ? '' : hexadecimal(value),
            ]),
          ),
        },
      },
    ],
  };
}

function asText({ scheme, tableBytes, translations }: TranslationResult): string {
  const rows = [`${scheme}: tables of ${tableBytes} bytes`];
  for (const { space, virtualAddress, access, outcome, accesses, steps } of translations) {
    rows.push(
      '',
      `${access} of ${hexadecimal(virtualAddress)} in space ${space}: ${outcome}, ${accesses} table accesses`,
    );
    for (const { what, address, value } of steps)
      rows.push(
        address === undefined
          ? `    ${what}`
          : `    read ${hexadecimal(address)} (${what}) = ${hexadecimal(value ?? 0)}`,
      );
  }
  return rows.join('\n');
}
