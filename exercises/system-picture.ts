/**
 * The pictures of runs of a whole system with processes (simulator/kernel/processes/process-events.ts), for every
 * exercise that runs on one: it names the parts that its rules are about.
 *
 *      view: systemPicture('processes', 'memory')
 */
import { SYSTEM_EVENTS } from '../simulator/kernel/processes/process-events';
import {
  definePicture,
  type PictureDescription,
  type PictureEffect,
  type PicturePart,
} from './picture-description';

const PARTS = {
  /** Who has whom as its parent, and who waits to be reaped. */
  processes: {
    kind: 'tree',
    title: 'Processes',
    noun: 'process',
    states: { alive: 'running', waits: 'blocked', zombie: 'interrupt' },
  },
  /** Of each process, over time, whether it waits for a child or to be reaped. */
  lives: {
    kind: 'lanes',
    title: 'Processes over time',
    noun: 'process',
    states: { alive: 'running', waits: 'blocked', zombie: 'interrupt', reaped: 'none' },
  },
  /** Each process's mapped pages, and the frames by owner. */
  memory: { kind: 'space', title: 'Address spaces', noun: 'process' },
  /** The last system call of each process, and what the dispatcher made of it. */
  calls: {
    kind: 'table',
    title: 'System calls',
    key: 'process',
    columns: ['call', 'first', 'second', 'dispatcher'],
  },
  /** The state of each thread over time. */
  threads: {
    kind: 'lanes',
    title: 'Threads over time',
    noun: 'thread',
    states: { running: 'running', ready: 'ready', blocked: 'blocked', over: 'none' },
  },
} as const satisfies Readonly<Record<string, PicturePart>>;

export type SystemPart = keyof typeof PARTS;

const { on } = definePicture(SYSTEM_EVENTS, {
  parts: PARTS,
  on: {
    born: [
      { part: 'processes', node: 'process', parent: 'parent', state: 'alive', unless: { parent: 0 } },
      { part: 'processes', node: 'process', parent: -1, state: 'alive', when: { parent: 0 } },
      { part: 'lives', lane: 'process', state: 'alive' },
      { part: 'memory', space: 'process' },
    ],
    exec: [{ part: 'processes', node: 'process', text: 'program {program}' }],
    over: [
      { part: 'processes', node: 'process', state: 'zombie', text: 'status {status}' },
      { part: 'lives', lane: 'process', state: 'zombie' },
      { part: 'memory', space: 'process', clear: true },
    ],
    adopted: [{ part: 'processes', node: 'process', parent: 'parent' }],
    reaped: [
      { part: 'processes', node: 'process', remove: true },
      { part: 'lives', lane: 'process', state: 'reaped' },
      { part: 'calls', row: 'process', remove: true },
    ],
    wait: [
      { part: 'processes', node: 'process', state: { field: 'blocks' } },
      { part: 'lives', lane: 'process', state: { field: 'blocks' } },
    ],
    woken: [
      { part: 'processes', node: 'process', state: 'alive' },
      { part: 'lives', lane: 'process', state: 'alive' },
    ],
    map: [{ part: 'memory', space: 'process', map: 'page', frame: 'frame', rights: 'rights' }],
    unmap: [{ part: 'memory', space: 'process', unmap: 'page' }],
    'page-fault': [
      { part: 'memory', space: 'process', access: 'address', when: { answer: 1 } },
      { part: 'memory', space: 'process', access: 'address', fault: 'answer', when: { answer: 0 } },
    ],
    call: [
      {
        part: 'calls',
        row: 'process',
        set: {
          call: 'number',
          first: { text: '{first:place}' },
          second: { text: '{second:place}' },
          dispatcher: { text: '' },
        },
      },
    ],
    performed: [{ part: 'calls', row: 'process', set: { dispatcher: { text: 'carried out' } } }],
    'call-refused': [{ part: 'calls', row: 'process', set: { dispatcher: { text: 'refused: {answer}' } } }],
    create: [{ part: 'threads', lane: 'thread', state: 'ready' }],
    ready: [{ part: 'threads', lane: 'thread', state: 'ready' }],
    dispatch: [{ part: 'threads', lane: 'thread', state: 'running', text: 'core {core}' }],
    block: [{ part: 'threads', lane: 'thread', state: 'blocked' }],
    exit: [{ part: 'threads', lane: 'thread', state: 'over' }],
    fault: [{ part: 'threads', lane: 'thread', state: 'over' }],
  },
});

/** Of these parts, in this order. */
export function systemPicture(...names: readonly SystemPart[]): PictureDescription {
  const ofThese = (effects: readonly PictureEffect[] = []) =>
    effects.filter(({ part }) => names.some((name) => name === part));
  return definePicture(SYSTEM_EVENTS, {
    parts: Object.fromEntries(names.map((name) => [name, PARTS[name]])),
    on: Object.fromEntries(
      Object.entries(on)
        .map(([event, effects]) => [event, ofThese(effects)] as const)
        .filter(([, effects]) => effects.length > 0),
    ),
  });
}
