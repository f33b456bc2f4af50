/**
 * The judge of choices between copying and mapping: what each transfer costs both ways, by the costs that the machine
 * was measured to have. That a transfer on the machine takes just that is a test of transfer-trial.ts.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { BUFFER_BYTES, COPY, MAP, PAGE_BYTES, WORD_BYTES } from './contract';
import { EVENTS, type TransferParameters } from './simulation';

/** How many choices of each kind must be clearly right. */
const ENOUGH = 10;
/** What a choice may cost more than the other, as a share. */
const TOLERANCE = 1.05;

export function judge({ trace }: JudgeInput<TransferParameters, null>): readonly Check[] {
  const book = new RuleBook(['TC1', 'TC2', 'TC3']);
  const costs: number[] = [];
  const clear = [0, 0];
  for (const event of new Events(trace, EVENTS.kinds).of('cost', 'transfer', 'bad-answer')) {
    if (event.name === 'cost') {
      costs[event.what] = event.cycles;
      continue;
    }
    const { bytes, uses, index } = event;
    const what = `${counted(bytes, 'bytes')}, ${uses === 1 ? 'once' : `${uses} times`}`;
    if (event.name === 'bad-answer') {
      book.broken(
        'TC1',
        index,
        `choose(${bytes}, ${uses}) answers ${event.answer}: COPY is ${COPY}, MAP is ${MAP}.`,
      );
      continue;
    }
    const [exchange, copiedWord, segment, page, turn] = costs;
    const [buffers, words] = [Math.ceil(bytes / BUFFER_BYTES), Math.ceil(bytes / WORD_BYTES)];
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const copied = uses * (buffers * exchange + 2 * words * copiedWord);
    const mapped = segment + pages * page + uses * turn;
    if (event.how === COPY && copied > TOLERANCE * mapped)
      book.broken(
        'TC2',
        index,
        `${what}: copied, which takes ${copied} cycles; mapped it would be ${mapped}.\nCopying: ${uses} · (${buffers} · ${exchange} + 2 · ${counted(words, 'words')} · ${copiedWord}). Mapping: ${segment} + ${pages} · ${page} + ${uses} · ${turn}.`,
      );
    else if (event.how === MAP && mapped > TOLERANCE * copied)
      book.broken(
        'TC3',
        index,
        `${what}: mapped, which takes ${mapped} cycles; copied it would be ${copied}.\nMapping: ${segment} + ${pages} · ${page} + ${uses} · ${turn}. Copying: ${uses} · (${buffers} · ${exchange} + 2 · ${counted(words, 'words')} · ${copiedWord}).`,
      );
    else if (Math.max(copied, mapped) > TOLERANCE * Math.min(copied, mapped)) clear[event.how]++;
  }
  if (clear[COPY] >= ENOUGH && clear[MAP] >= ENOUGH) book.kept('TC1', 'TC2', 'TC3');
  return book.checks();
}
