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
  /** Pages that processes granted each other, by the numbers that the mechanism answered. */
  grants: { kind: 'table', title: 'Grants', key: 'grant', columns: ['of', 'page', 'to', 'mapped at'] },
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
    granted: [
      { part: 'memory', space: 'process', access: 'address', unless: { answer: -1 } },
      {
        part: 'memory',
        space: 'process',
        access: 'address',
        fault: { text: 'refused' },
        when: { answer: -1 },
      },
      { part: 'grants', row: 'answer', remove: true, unless: { answer: -1 } },
      {
        part: 'grants',
        row: 'answer',
        set: {
          of: { text: 'process {process}' },
          page: { text: '{address:place}' },
          to: { text: 'process {to}' },
        },
        unless: { answer: -1 },
      },
    ],
    'grant-mapped': [
      { part: 'memory', space: 'process', access: 'address', unless: { answer: -1 } },
      {
        part: 'memory',
        space: 'process',
        access: 'address',
        fault: { text: 'refused' },
        when: { answer: -1 },
      },
      {
        part: 'grants',
        row: 'grant',
        set: { 'mapped at': { text: '{address:place}' } },
        unless: { answer: -1 },
      },
    ],
    revoked: [{ part: 'grants', row: 'grant', remove: true, unless: { answer: -1 } }],
    'page-fault': [
      { part: 'memory', space: 'process', access: 'address', when: { answer: 1 } },
      { part: 'memory', space: 'process', access: 'address', fault: 'answer', when: { answer: 0 } },
    ],
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
