/** `lab translate`: how a scheme translates addresses, step by step, table entry by table entry. */

import { hexadecimal, type TranslationScheme } from '../../simulator/hardware/translation/translation-scheme';
import { TraceError } from '../../simulator/laboratories/trace-error';
import {
  createScheme,
  type ExplainedTranslation,
  explainAll,
  mapAll,
  SCHEME_NAMES,
} from '../../simulator/laboratories/translation-laboratory';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { choice, flag, text, withDefault } from '../command-options';
import { withTrace } from './laboratory';

const trace = text('a file of addresses, - for standard input, or --address');

export default defineCommand({
  usage: [
    `lab translate --scheme ${SCHEME_NAMES.join('|')} --map FILE --address [SPACE:]ADDRESS[,l|s|f][;...] [--json]`,
    'lab translate --scheme NAME --map FILE --trace FILE [--json]',
  ],
  summary:
    'Maps the lines "space virtual physical rwx [bytes]" of a file, then explains each step of translating addresses; --trace holds one address a line.',
  options: {
    scheme: choice(SCHEME_NAMES),
    map: text('a file of mappings'),
    address: withDefault(text('addresses'), undefined),
    trace: withDefault(trace, undefined),
    json: flag,
  },
  run(options, _operands, output) {
    const scheme = createScheme(options.scheme);
    withTrace(options.map, (lines) => mapAll(scheme, lines));
    const translations =
      options.address === undefined
        ? withTrace(options.trace ?? trace.read('trace', undefined), (lines) => explainAll(scheme, lines))
        : explainList(scheme, options.address);
    const result = { scheme: scheme.name, tableBytes: scheme.tableBytes(), translations };
    output.print(options.json ? JSON.stringify(result) : asText(result));
    return 0;
  },
});

/** @param addresses between semicolons. */
function explainList(scheme: TranslationScheme, addresses: string): ExplainedTranslation[] {
  try {
    return explainAll(scheme, addresses.replaceAll(';', '\n'));
  } catch (error) {
    if (error instanceof TraceError) throw new UsageError(`--address: ${error.problem}`);
    throw error;
  }
}

function asText({
  scheme,
  tableBytes,
  translations,
}: {
  scheme: string;
  tableBytes: number;
  translations: ExplainedTranslation[];
}): string {
  const lines = [`${scheme}: tables of ${tableBytes} bytes`];
  for (const { space, virtualAddress, access, outcome, accesses, steps } of translations) {
    lines.push(
      '',
      `${access} of ${hexadecimal(virtualAddress)} in space ${space}: ${outcome}, ${accesses} table accesses`,
    );
    for (const { what, address, value } of steps)
      lines.push(
        address === undefined
          ? `    ${what}`
          : `    read ${hexadecimal(address)} (${what}) = ${hexadecimal(value ?? 0)}`,
      );
  }
  return lines.join('\n');
}
