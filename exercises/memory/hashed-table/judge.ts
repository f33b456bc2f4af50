/** The judge of the hashed table: a map from pages to frames beside the trace, by what was asked for. */
import { PAGES_EACH } from '../../../simulator/kernel/memory/tables/hashed-table-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type HashedParameters } from './simulation';

const ENOUGH = 3;

export function judge({ trace }: JudgeInput<HashedParameters, null>): readonly Check[] {
  const book = new RuleBook(['HT1', 'HT2', 'HT3', 'HT4', 'HT5', 'HT6']);
  const shown = new Map<string, number>();
  const show = (what: string) => shown.set(what, (shown.get(what) ?? 0) + 1);
  const times = (what: string) => shown.get(what) ?? 0;
  /** Frames that translate answered rightly. */
  const found = new Set<number>();
  let frameOf = new Map<number, number>();
  let keyIn = new Map<number, number>();
  const told = (key: number | undefined) =>
    key === undefined ? 'nothing' : `page ${key % PAGES_EACH} of process ${Math.floor(key / PAGES_EACH)}`;
  for (const event of new Events(trace, EVENTS.kinds).of()) {
    const { index } = event;
    switch (event.name) {
      case 'initialise':
        frameOf = new Map();
        keyIn = new Map();
        break;
      case 'map': {
        const { process, page, frame, answer } = event;
        const key = process * PAGES_EACH + page;
        const holds = keyIn.get(frame);
        const isFree = holds === undefined || holds === key;
        show(isFree ? 'mapped' : 'refused');
        if (answer !== (isFree ? 0 : -1))
          book.broken(
            'HT3',
            index,
            `map(${process}, ${page}, ${frame}) answers ${answer}, but frame ${frame} holds ${told(holds)}: answer ${isFree ? 0 : -1}.`,
          );
        if (!isFree) break;
        const before = frameOf.get(key);
        if (before !== undefined) keyIn.delete(before);
        frameOf.set(key, frame);
        keyIn.set(frame, key);
        break;
      }
      case 'unmap': {
        const { process, page, answer } = event;
        const key = process * PAGES_EACH + page;
        const frame = frameOf.get(key);
        show(frame === undefined ? 'was not there' : 'unmapped');
        if (answer !== (frame ?? -1))
          book.broken(
            'HT4',
            index,
            `unmap(${process}, ${page}) answers ${answer}, but ${frame === undefined ? 'no frame held' : `frame ${frame} held`} the page.`,
          );
        frameOf.delete(key);
        if (frame !== undefined) keyIn.delete(frame);
        break;
      }
      case 'translate': {
        const { process, page, answer } = event;
        const frame = frameOf.get(process * PAGES_EACH + page);
        show(frame === undefined ? 'not found' : 'looked up');
        if (frame !== undefined && answer === frame) found.add(frame);
        if (answer !== (frame ?? -1))
          book.broken(
            frame === undefined ? 'HT2' : 'HT1',
            index,
            `translate(${process}, ${page}) answers ${answer}, but ${frame === undefined ? 'no frame holds' : `frame ${frame} holds`} the page.`,
          );
        break;
      }
      case 'holder': {
        const { frame, answer } = event;
        const key = keyIn.get(frame);
        show('asked');
        if (answer !== (key ?? -1))
          book.broken(
            'HT5',
            index,
            `holder(${frame}) answers ${answer}, but the frame holds ${told(key)}: answer ${key ?? -1}.`,
          );
        break;
      }
      case 'stray':
        book.broken(
          'HT6',
          index,
          `The word at ${event.address} is ${event.store === 1 ? 'stored to' : 'loaded'}, which is none of the table's memory.`,
        );
        break;
    }
  }
  if (times('looked up') >= ENOUGH) book.kept('HT1');
  // Who always answers the same also finds nothing wrong, and needs no memory.
  if (found.size >= ENOUGH) book.kept('HT6');
  if (found.size >= ENOUGH && times('not found') >= ENOUGH) book.kept('HT2');
  if (times('mapped') >= ENOUGH && times('refused') >= ENOUGH) book.kept('HT3');
  if (times('unmapped') >= ENOUGH && times('was not there') >= ENOUGH) book.kept('HT4');
  if (times('asked') >= ENOUGH) book.kept('HT5');
  return book.checks();
}
