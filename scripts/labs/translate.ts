/** `lab translate`: how a scheme translates addresses, step by step, table entry by table entry. */
import { readFileSync } from 'node:fs';
import { TraceError } from '../../simulator/hardware/caches/trace-error';
import {
  createScheme,
  type ExplainedTranslation,
  explain,
  mapAll,
  SCHEME_NAMES,
} from '../../simulator/hardware/translation/translation-laboratory';
import { hexadecimal } from '../../simulator/hardware/translation/translation-scheme';
import { type Command, UsageError } from '../command';
import { choice, EXIT_BAD_TRACE, readOptions, withTrace } from './laboratory';

const command: Command = {
  usage: [
    `lab translate --scheme ${SCHEME_NAMES.join('|')} --map FILE --address [SPACE:]ADDRESS[,l|s|f][;...] [--json]`,
    'lab translate --scheme NAME --map FILE --trace FILE [--json]',
  ],
  summary:
    'Maps the lines "space virtual physical rwx [bytes]" of a file, then explains each step of translating addresses; --trace holds one address a line.',
  async run(args) {
    const options = readOptions(args, {
      scheme: 'string',
      map: 'string',
      address: 'string',
      trace: 'string',
      json: 'boolean',
    });
    const scheme = createScheme(choice('scheme', options.scheme, SCHEME_NAMES));
    if (options.map === undefined) throw new UsageError('--map is missing; give a file of mappings');
    let mappings: string;
    try {
      mappings = readFileSync(options.map, 'utf8');
    } catch (error) {
      console.error(
        `runqueue lab: cannot read ${options.map}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return EXIT_BAD_TRACE;
    }
    try {
      mapAll(scheme, mappings);
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      console.error(`runqueue lab: ${options.map}, ${error.message}`);
      return EXIT_BAD_TRACE;
    }
    const print = (translations: ExplainedTranslation[]) => {
      const result = { scheme: scheme.name, tableBytes: scheme.tableBytes(), translations };
      console.log(options.json ? JSON.stringify(result) : asText(result));
    };
    if (options.address !== undefined) {
      try {
        print(options.address.split(';').map((address) => explain(scheme, address)));
        return 0;
      } catch (error) {
        if (error instanceof TraceError)
          throw new UsageError(`--address: ${error.message.replace(/^line 1: /, '')}`);
        throw error;
      }
    }
    return withTrace(options.trace, (text) => {
      const translations: ExplainedTranslation[] = [];
      text.split('\n').forEach((line, index) => {
        if (line.trim() === '') return;
        try {
          translations.push(explain(scheme, line));
        } catch (error) {
          if (error instanceof TraceError)
            throw new TraceError(index + 1, error.message.replace(/^line 1: /, ''));
          throw error;
        }
      });
      print(translations);
    });
  },
};

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

export default command;
