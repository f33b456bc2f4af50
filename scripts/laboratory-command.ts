/**
 * A laboratory as a command: its parameters are options, those of lines name files; `--json` prints what others read.
 *
 *      lab scheduling [--policy fcfs|sjf|...] [--quantum N] ... [--json]
 */
import { type Laboratory, problemOf, tryLaboratory } from '../simulator/laboratories/laboratory';
import { outcomeText } from '../simulator/laboratories/laboratory-text';
import type { Parameter } from '../simulator/laboratories/parameter';
import { type Command, defineCommand } from './command';
import { InputError, UsageError } from './command-error';
import { flag, type Option } from './command-options';
import { nameOf, readText } from './file-input';

/** What Node holds as one text, with room for what is made of it. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

export function laboratoryCommand(laboratory: Laboratory): Command {
  const { name, summary, parameters } = laboratory;
  const all = Object.entries(parameters);
  return defineCommand({
    usage: [`lab ${name} ${all.map(([option, parameter]) => usageOf(option, parameter)).join(' ')} [--json]`],
    summary,
    details: all.map(([option, parameter]) => `--${option}: ${parameter.sentence}${initialOf(parameter)}`),
    options: {
      ...Object.fromEntries(
        all.map(([option, { form }]) => [option, form.kind === 'switch' ? flagText : given]),
      ),
      json: flag,
    },
    run({ json, ...values }, _operands, output) {
      const texts = values as Readonly<Record<string, string | undefined>>;
      const isFile = (option: string) =>
        parameters[option].form.kind === 'lines' && texts[option] !== undefined;
      const read = Object.entries(texts).map(([option, text]) => [
        option,
        isFile(option) ? readText(text as string, MAX_FILE_BYTES) : text,
      ]);
      const trial = tryLaboratory(laboratory, Object.fromEntries(read), 'command');
      if ('problems' in trial) {
        const [option, problem] = Object.entries(trial.problems)[0];
        if (isFile(option)) throw new InputError(problemOf(nameOf(texts[option] as string), problem));
        throw new UsageError(problemOf(`--${option}`, problem));
      }
      output.print(json ? JSON.stringify(trial.outcome.json) : outcomeText(trial.outcome));
      return 0;
    },
  });
}

/** As it is given: the laboratory's parameter reads it. */
const given: Option<string | undefined> = { takesValue: true, read: (_name, text) => text };
const flagText: Option<string | undefined> = {
  takesValue: false,
  read: (_name, text) => (text === undefined ? undefined : 'on'),
};

function usageOf(option: string, { form, sign, required }: Parameter<unknown>): string {
  const call = form.kind === 'switch' ? `--${option}` : `--${option} ${sign}`;
  return required ? call : `[${call}]`;
}

function initialOf({ form, initial, required }: Parameter<unknown>): string {
  return required || form.kind === 'switch' || form.kind === 'lines' || initial === ''
    ? ''
    : ` Default: ${initial}`;
}
