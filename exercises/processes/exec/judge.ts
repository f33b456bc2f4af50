/**
 * Judges each call of exec by what it found and left. A mistake that leaves memory in disorder (a frame that two use, or
 * that is free and still used) ends the judging: what comes after it is its consequence. What is wrong in the process
 * alone does not: the next call is judged by what it finds.
 */

import { counted } from '../../../simulator/engine/counted';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import {
  CODE_BASE,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  PROCESS_FIELD,
  pageUp,
  SHARED_BASE,
  STACK_LIMIT,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import { IMAGE_MAGIC } from '../../../simulator/kernel/processes/program-image';
import { CONTROL_BLOCK } from '../../../simulator/kernel/threads/control-block';
import type { Check, JudgeInput } from '../../exercise-definition';
import { RuleBook } from '../../judging/rule-book';
import { CallFindings } from '../call-findings';
import {
  changeAbout,
  changeText,
  fieldName,
  hexadecimal,
  registerName,
  rightsText,
  strayText,
} from '../process-words';
import type { ExecCall, ExecParameters, ExecResult } from './simulation';

const RULES = ['EX1', 'EX2', 'EX3', 'EX4', 'EX5', 'EX6', 'EX7', 'EX8', 'EX9'] as const;
type Findings = CallFindings<(typeof RULES)[number]>;

const STACK_PAGE = STACK_TOP - PAGE_BYTES;
const RIGHTS = ENTRY.valid | ENTRY.read | ENTRY.write | ENTRY.execute | ENTRY.user;
const TOUCHED = ENTRY.accessed | ENTRY.dirty;
const READ_EXECUTE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.execute;
const READ_WRITE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write;
const KEPT = ['number', 'parent', 'state', 'permissions', 'status', 'waiting'] as const;

export function judge({ trace, result }: JudgeInput<ExecParameters, ExecResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  let [loaded, refused] = [false, false];
  for (const call of result.calls) {
    const { event, process, image, list, answer } = call;
    const told = `exec(${process}, ${image}, ${list === 0 ? 0 : hexadecimal(list)}) answered ${answer}`;
    const findings = new CallFindings(book, trace, event, told);
    const isInOrder = judgeCall(call, strayText(trace, call, true), findings);
    if (isInOrder && answer >= 0) loaded = true;
    if (isInOrder && answer < 0) refused = true;
    // Who only refuses has done nothing that this could be seen by.
    if (loaded && refused) book.kept('EX8');
    if (!isInOrder) return book.checks();
  }
  if (loaded && refused) book.kept('EX1');
  return book.checks();
}

/** Where a program lies, by its header. */
interface Layout {
  readonly codeEnd: number;
  readonly dataStart: number;
  readonly heapStart: number;
}

/** Why a program cannot be run, or where it lies. */
function layoutOf({ header }: ExecCall): Layout | string {
  const { magic, codeBytes, dataBytes, zeroBytes, entry } = header;
  if (magic !== IMAGE_MAGIC) return `its first word is ${magic} and not IMAGE_MAGIC`;
  if (codeBytes < 0 || dataBytes < 0 || zeroBytes < 0) return 'one of its sizes is negative';
  if (entry < 0 || entry % 4 !== 0 || (entry !== 0 && entry >= codeBytes))
    return `its entry is ${entry}, which is no instruction of its ${counted(codeBytes, 'bytes')} of code`;
  const codeEnd = CODE_BASE + codeBytes;
  const dataStart = pageUp(codeEnd);
  const heapStart = pageUp(dataStart + dataBytes + zeroBytes);
  if (heapStart > SHARED_BASE) return 'it does not fit below HEAP_END';
  return { codeEnd, dataStart, heapStart };
}

const TEXTS_WHY = {
  'not at a multiple of 4': 'the list does not begin at a multiple of 4',
  'cannot be read': 'a word of the list or of a text is not in memory that the process may read',
  'too many': `there are more than ${MAX_ARGUMENTS} texts`,
  'too long': `the texts have more than ${MAX_ARGUMENT_BYTES} bytes, their zeros included`,
} as const;

/** @returns whether what follows can be judged. */
function judgeCall(call: ExecCall, stray: string | undefined, findings: Findings): boolean {
  const { answer, otherChange, givenBack, oldFrames, texts, freeFrames, taken, record } = call;
  if (stray !== undefined)
    findings.disordered(
      'EX9',
      `It ${stray}, which is not in use. Look at what newRoot and allocateFrame answer, at each entry before you follow it, and at nothing from STACK_TOP on: those entries are the kernel's.`,
    );
  if (otherChange !== undefined)
    findings.disordered(
      'EX9',
      `Then ${changeText(otherChange)}. exec changes its process and frames of its own, and nobody else.`,
      changeAbout(otherChange),
    );
  const foreign = givenBack.find((frame) => !oldFrames.includes(frame));
  if (foreign !== undefined)
    findings.disordered('EX9', `Then frame ${foreign} was free, which is another process's.`);
  const layout = layoutOf(call);
  const why =
    typeof layout === 'string'
      ? `the program cannot be run: ${layout}`
      : typeof texts === 'string'
        ? `its arguments cannot be had: ${TEXTS_WHY[texts]}`
        : undefined;
  if (answer < 0) {
    judgeRefusal(call, layout, why, findings);
    return findings.isInOrder;
  }
  if (why !== undefined || typeof layout === 'string' || typeof texts === 'string') {
    findings.disordered('EX1', `But ${why}. Find that out before anything is changed, and answer -1.`);
    return false;
  }
  const needed = framesOf(layout);
  if (freeFrames < needed && !taken.includes(record.root) && findings.isInOrder) {
    findings.disordered(
      'EX1',
      `But the new memory needs ${counted(needed, 'frames')}, and only ${freeFrames} of them could be had: the old memory does not count as free. Look at each answer of newRoot and allocateFrame: where one is -1, give back what this call took, and answer -1.`,
    );
    return false;
  }
  if (answer !== texts.length)
    findings.broken('EX1', `But the list has ${texts.length} texts. Answer how many there are.`);
  if (findings.isInOrder) judgeLoaded(call, layout, texts, findings);
  return findings.isInOrder;
}

function judgeRefusal(
  call: ExecCall,
  layout: Layout | string,
  why: string | undefined,
  findings: Findings,
): void {
  const { answer, ownChange, taken, givenBack, freeFrames } = call;
  const needed = typeof layout === 'string' ? 0 : framesOf(layout);
  if (answer !== -1) findings.broken('EX1', 'Answer -1 when the program is not run.');
  if (why === undefined && freeFrames >= needed)
    findings.broken(
      'EX1',
      `But the program can be run, its arguments can be read, and the frames suffice: free ${freeFrames}, needed ${needed}. Where does your code give up?`,
    );
  const [left] = taken;
  const [lost] = givenBack;
  if (ownChange !== undefined) {
    const message = `Then ${changeText(ownChange)}. A process whose exec is refused goes on as it was: change it only when nothing can fail any more.`;
    if (ownChange.what === 'register') findings.broken('EX8', message, changeAbout(ownChange));
    else findings.disordered('EX8', message, changeAbout(ownChange));
  }
  if (left !== undefined)
    findings.broken(
      'EX8',
      `Of ${counted(freeFrames, 'free frames')} it took ${taken.length} and did not give back: ${taken.slice(0, 5).join(', ')}${taken.length > 5 ? ' ...' : ''}. Give back all that this call took, tables and root too.`,
      { process: call.process, frame: left },
    );
  if (lost !== undefined)
    findings.disordered(
      'EX8',
      `Then frame ${lost} of its old memory was free. The process still needs it: give old memory back last.`,
    );
}

/** Frames that a program needs: root, tables, pages. */
function framesOf({ heapStart }: Layout): number {
  const below = Math.floor((heapStart - 1) / (1024 * PAGE_BYTES)) + (heapStart > CODE_BASE ? 1 : 0);
  return 1 + below + 1 + (heapStart - CODE_BASE) / PAGE_BYTES + 1;
}

function judgeLoaded(
  call: ExecCall,
  layout: Layout,
  texts: readonly (readonly number[])[],
  findings: Findings,
): void {
  const { record, space, pages, taken, kernelEntry, process, oldFrames } = call;
  const { root } = record;
  if (!taken.includes(root)) {
    findings.disordered(
      'EX2',
      `PROCESS_FIELD.root of process ${process} is ${root}, which ${oldFrames.includes(root) ? 'belonged to its old memory when exec was called. Make the new root table beside the old one by newRoot, and give the old memory back when nothing can fail any more' : 'is no frame that was allocated in this call. Set it to what newRoot answered'}.`,
      { process, field: PROCESS_FIELD.root },
    );
    return;
  }
  if (kernelEntry >= 0)
    findings.disordered(
      'EX2',
      `Entry ${kernelEntry} of the new root table, which is the kernel's, is not as in the old one. Begin with newRoot, and store only entries 0 to 511.`,
    );
  for (const [index, { frame, bits }] of space.tables)
    if (bits !== ENTRY.valid || !taken.includes(frame)) {
      findings.disordered(
        'EX2',
        `Entry ${index} of the new root table names frame ${frame} with the low bits ${bits}. A table needs a frame of its own, allocated in this call, and no bit but VALID.`,
      );
      return;
    }
  const isLaidOut = judgePages(call, layout, findings);
  if (!findings.isInOrder) return;
  const reached = new Set([root, ...[...space.tables.values(), ...pages].map(({ frame }) => frame)]);
  const unreached = taken.find((frame) => !reached.has(frame));
  const empty = [...space.tables].find(([index]) => !pages.some(({ address }) => address >>> 22 === index));
  if (empty !== undefined)
    findings.broken(
      'EX7',
      `Entry ${empty[0]} of the new root table names a table, frame ${empty[1].frame}, in which there is no page. Take a table where a page needs it.`,
    );
  if (unreached !== undefined)
    findings.broken(
      'EX7',
      `Frame ${unreached} was allocated in this call, but nothing below the new root table names it: nobody will ever give it back.`,
      { process, frame: unreached },
    );
  const kept = oldFrames.filter((frame) => !call.givenBack.includes(frame) && !taken.includes(frame));
  if (kept.length > 0)
    findings.broken(
      'EX7',
      `Frame ${kept[0]} of its old memory is still in use${kept.length > 1 ? `, and ${kept.length - 1} more` : ''}: nobody will ever give it back. Give back pages, tables and the root of what it had.`,
      { process, frame: kept[0] },
    );
  findings.kept('EX7');
  judgeRecord(call, layout, isLaidOut, findings);
  judgeRegisters(call, findings);
  if (call.stack.length > 0) {
    judgeArguments(call, texts, findings);
    findings.kept('EX4');
  }
  findings.kept('EX5', 'EX6', 'EX9');
}

/** @returns whether there is a page wherever one must be, and nowhere else. */
function judgePages(
  { pages, space, record, process }: ExecCall,
  layout: Layout,
  findings: Findings,
): boolean {
  const at = (address: number) => ({ process, page: address / PAGE_BYTES });
  const { dataStart, heapStart } = layout;
  const found = new Map(pages.map((page) => [page.address, page]));
  const expected: [address: number, rights: number][] = [];
  for (let address = CODE_BASE; address < heapStart; address += PAGE_BYTES)
    expected.push([address, address < dataStart ? READ_EXECUTE : READ_WRITE]);
  expected.push([STACK_PAGE, READ_WRITE]);
  const meant = new Set(expected.map(([address]) => address));
  for (const [address, rights] of expected) {
    const page = found.get(address);
    found.delete(address);
    const what = address === STACK_PAGE ? 'stack' : address < dataStart ? 'code' : 'data or zeros';
    if (page === undefined)
      findings.broken(
        'EX2',
        `There is no page at ${hexadecimal(address)} (${what}, ${rightsText(rights)}).`,
        at(address),
      );
    else if ((page.bits & RIGHTS) !== rights || (page.bits & TOUCHED) !== TOUCHED)
      findings.broken(
        'EX2',
        `The page at ${hexadecimal(address)} (${what}) is ${rightsText(page.bits)}${(page.bits & TOUCHED) === TOUCHED ? '' : ', without accessed and dirty'} (low bits ${page.bits}); it must be ${rightsText(rights)}, accessed and dirty (low bits ${rights | TOUCHED}).`,
        at(address),
      );
  }
  const [extra] = found.values();
  if (extra !== undefined)
    findings.broken(
      'EX2',
      `There is a page at ${hexadecimal(extra.address)}, which is neither code nor data, zeros nor the first page of the stack. Other pages come when they are touched.`,
      at(extra.address),
    );
  findings.kept('EX2');
  const owners = new Set([record.root, ...[...space.tables.values()].map(({ frame }) => frame)]);
  for (const { address, frame, isNew, firstDifference } of pages) {
    if (!isNew || owners.has(frame))
      findings.disordered(
        'EX3',
        `The page at ${hexadecimal(address)} lies in frame ${frame}, which belongs to something else too. Every page needs a frame of its own, allocated in this call.`,
        at(address),
      );
    else if (meant.has(address) && address !== STACK_PAGE && firstDifference >= 0)
      findings.broken(
        'EX3',
        `Word ${firstDifference} of the page at ${hexadecimal(address)} is not what it must be: a copy of the frame of the file that belongs there, and zeros behind the data. Code begins in frame 1 of the file, data in the frame behind it.`,
        at(address),
      );
    owners.add(frame);
  }
  findings.kept('EX3');
  return extra === undefined && pages.length === expected.length;
}

/** @param isLaidOut whether the pages are where they must be; else the heap is not asked for, which begins behind them. */
function judgeRecord(call: ExecCall, layout: Layout, isLaidOut: boolean, findings: Findings): void {
  const { record, recordBefore, process } = call;
  const expected = {
    codeEnd: layout.codeEnd,
    heapStart: isLaidOut ? layout.heapStart : record.heapStart,
    break: isLaidOut ? layout.heapStart : record.break,
    stackLimit: STACK_LIMIT,
  } as const;
  for (const [name, value] of Object.entries(expected) as [keyof typeof expected, number][])
    if (record[name] !== value)
      findings.broken(
        'EX6',
        `${fieldName(PROCESS_FIELD[name])} of process ${process} is ${hexadecimal(record[name])}; it must be ${hexadecimal(value)}.`,
        { process, field: PROCESS_FIELD[name] },
      );
  for (const name of KEPT)
    if (record[name] !== recordBefore[name])
      findings.broken(
        'EX6',
        `${fieldName(PROCESS_FIELD[name])} of process ${process} was ${recordBefore[name]} and is ${record[name]}. It is the same process as before: leave that as it is.`,
        { process, field: PROCESS_FIELD[name] },
      );
}

function judgeRegisters({ registers, header, process }: ExecCall, findings: Findings): void {
  const pointer = registers[CONTROL_BLOCK.stackPointer];
  for (const [index, found] of registers.entries()) {
    if (index === CONTROL_BLOCK.result || index === CONTROL_BLOCK.stackPointer) continue;
    const expected =
      index === CONTROL_BLOCK.programCounter
        ? CODE_BASE + header.entry
        : index === CONTROL_BLOCK.secondArgument
          ? pointer
          : 0;
    if (found === expected) continue;
    const why =
      index === CONTROL_BLOCK.programCounter
        ? 'the first instruction of the new program'
        : index === CONTROL_BLOCK.secondArgument
          ? 'where the list of its arguments is, as in the stack pointer'
          : 'nothing of the old program is left';
    findings.broken(
      'EX5',
      `Then ${registerName(index)} of process ${process} is ${found}; it must be ${expected}: ${why}.`,
      { process, register: index },
    );
  }
}

function judgeArguments(
  { registers, stack, process }: ExecCall,
  texts: readonly (readonly number[])[],
  findings: Findings,
): void {
  const pointer = registers[CONTROL_BLOCK.stackPointer] >>> 0;
  const wrong = (message: string, at: number) =>
    findings.broken('EX4', message, { process, address: at - (at % 4) });
  const end = pointer + 4 * (texts.length + 1);
  if (pointer % 16 !== 0 || pointer < STACK_PAGE || end > STACK_TOP) {
    findings.broken(
      'EX4',
      `The stack pointer, register 2, is ${hexadecimal(pointer)}: it must be a multiple of 16 in the first page of the stack, ${hexadecimal(STACK_PAGE)} to ${hexadecimal(STACK_TOP)}, with room for ${counted(texts.length + 1, 'words')} of the list.`,
      { process, register: CONTROL_BLOCK.stackPointer },
    );
    return;
  }
  const word = (address: number) => stack[(address - STACK_PAGE) / 4] ?? 0;
  const byte = (address: number) => (word(address - (address % 4)) >>> (8 * (address % 4))) & 255;
  for (const [index, text] of texts.entries()) {
    const address = word(pointer + 4 * index) >>> 0;
    const place = `Word ${index} of the list at ${hexadecimal(pointer)}`;
    if (address < end || address + text.length + 1 > STACK_TOP) {
      wrong(
        `${place} is ${hexadecimal(address)}: it must be the address of text ${index}, which lies between the list and ${hexadecimal(STACK_TOP)} with ${text.length === 0 ? 'its byte' : `all its ${text.length + 1} bytes`}.`,
        pointer + 4 * index,
      );
      return;
    }
    const at = [...text, 0].findIndex((expected, i) => byte(address + i) !== expected);
    if (at >= 0) {
      wrong(
        `${place} leads to ${hexadecimal(address)}, but byte ${at} there is ${byte(address + at)} and not ${text[at] ?? 0}, as in text ${index} of the caller. A text is as it was, with one byte 0 behind it.`,
        address + at,
      );
      return;
    }
  }
  const last = word(pointer + 4 * texts.length);
  if (last !== 0)
    wrong(
      `The list at ${hexadecimal(pointer)} has ${texts.length} addresses, and behind them ${last}; it must end with the word 0.`,
      pointer + 4 * texts.length,
    );
}
