/** What laboratories share: reading a trace, with errors that name file and line. */
import { TraceError } from '../../simulator/laboratories/trace-error';
import { InputError } from '../command-error';
import { nameOf, readText } from '../file-input';

/** Of a trace or a map: what Node holds as one text, with room for what is made of it. */
const MAX_TRACE_BYTES = 256 * 1024 * 1024;

/**
 * Hands the text of the trace at `path` (`-`: standard input) to `run`.
 * @throws InputError when it cannot be read or carried out, naming file and line.
 */
export function withTrace<Result>(path: string, run: (text: string) => Result): Result {
  const text = readText(path, MAX_TRACE_BYTES);
  try {
    return run(text);
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    throw new InputError(`${nameOf(path)}, ${error.message}`);
  }
}
