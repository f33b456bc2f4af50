/** How messages of this chapter's exercises name registers, fields, addresses and rights. */

import type { Trace } from '../../simulator/engine/trace';
import { ENTRY } from '../../simulator/hardware/translation/sv32';
import { SYSTEM_EVENTS } from '../../simulator/kernel/processes/process-events';
import { PROCESS_FIELD } from '../../simulator/kernel/processes/process-record';
import { Events } from '../judging/events';
import type { About } from './call-findings';
import type { Change } from './kernel-snapshot';

export const hexadecimal = (address: number): string => `0x${(address >>> 0).toString(16)}`;

const ABI =
  'zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6'.split(
    ' ',
  );
/** @param index 0 for the program counter. */
export const registerName = (index: number): string =>
  index === 0 ? 'register 0 (the program counter)' : `register ${index} (${ABI[index]})`;

const FIELD_NAMES = Object.fromEntries(Object.entries(PROCESS_FIELD).map(([name, index]) => [index, name]));
export const fieldName = (field: number): string => `PROCESS_FIELD.${FIELD_NAMES[field] ?? field}`;

const BITS = [
  ['r', ENTRY.read],
  ['w', ENTRY.write],
  ['x', ENTRY.execute],
] as const;
export function rightsText(bits: number): string {
  const rights = BITS.map(([letter, bit]) => ((bits & bit) === 0 ? '-' : letter)).join('');
  return (bits & ENTRY.user) === 0 ? `${rights}, not for user mode` : rights;
}

export function changeAbout({ what, owner, index }: Change): About {
  if (what === 'frame') return { changed: owner, word: index };
  return what === 'register' ? { process: owner, register: index } : { process: owner, field: index };
}

export function changeText({ what, owner, index, from, to }: Change): string {
  const became = `was ${from} and is ${to}`;
  if (what === 'register') return `${registerName(index)} of process ${owner} ${became}`;
  if (what === 'record') return `${fieldName(index)} of process ${owner} ${became}`;
  return `word ${index} of frame ${owner}, which was in use, ${became}`;
}

/**
 * What a call did to a frame that is not in use, as the end of a sentence with "it"; undefined when nothing.
 * @param countsLoads whether to load is told too: it gives 0, and is no harm.
 */
export function strayText(
  trace: Trace,
  { from, event: to }: { readonly from: number; readonly event: number },
  countsLoads = false,
): string | undefined {
  for (const event of new Events(trace, SYSTEM_EVENTS.kinds).between(from, to, 'stray', 'bad-free')) {
    if (event.name === 'bad-free') return `gave back frame ${event.frame}`;
    if (event.stores === 1 || countsLoads)
      return `${event.stores === 1 ? 'stored into' : 'loaded'} word ${event.word} of frame ${event.frame}`;
  }
  return undefined;
}
