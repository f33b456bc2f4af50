import { expect, it } from 'vitest';
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { events, native } from '../processes/processes.testing';
import { SYSTEM_CALL } from '../system-calls';
import { storeBytes } from './communication.testing';
import { CHANNEL_KIND } from './communication-calls';
import {
  attach,
  createChannel,
  createSegment,
  destroySegment,
  OWN_PAGE,
  send,
} from './communication-library';
import { communicationTrial } from './communication-trial';
import { ipcrm, ipcs } from './facility-tools';

const [IPCS, IPCRM] = [2, 3];

/** The event's sum of a line: FNV-1a. */
const sumOf = (text: string) =>
  [...text].reduce((so, letter) => Math.imul(so ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5 | 0);

/** Runs a program with arguments in a child, and waits for it. */
function* command(program: number, ...texts: string[]): Operation {
  if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
    for (const [i, text] of texts.entries()) {
      yield* storeBytes(OWN_PAGE + 256 + 32 * i, [...text].map((letter) => letter.charCodeAt(0)).concat(0));
      yield* store(OWN_PAGE + 4 * i, OWN_PAGE + 256 + 32 * i);
    }
    yield* store(OWN_PAGE + 4 * texts.length, 0);
    yield* systemCall(SYSTEM_CALL.exec, program, OWN_PAGE);
  }
  yield* systemCall(SYSTEM_CALL.wait, OWN_PAGE);
  return 0;
}

const programs = [
  native('ipcs', (count, list) => ipcs(OWN_PAGE, count, list)),
  native('ipcrm', (count, list) => ipcrm(count, list)),
];

function printed(body: () => Operation) {
  const { trace, isOver } = communicationTrial({ bodies: [body], programs });
  expect(isOver).toBe(true);
  return events(trace, 'printed').map(([, bytes, sum]) => [bytes, sum]);
}
const lines = (...texts: string[]) => texts.map((text) => [text.length + 1, sumOf(`${text}\n`)]);

/** Two segments, one destroyed while it is attached, and a queue with two messages of 12 bytes in all. */
function* made(): Operation {
  yield* createSegment(0x5eed, 2);
  const second = yield* createSegment(0xbeef, 1);
  yield* attach(second, GRANT_RIGHTS.read);
  yield* attach(second, GRANT_RIGHTS.readWrite);
  yield* createChannel(CHANNEL_KIND.pipe, 16);
  yield* createChannel(CHANNEL_KIND.queue, 4);
  yield* send(2, OWN_PAGE, 8);
  yield* send(2, OWN_PAGE, 4);
  return yield* destroySegment(second);
}

const SEGMENTS = [
  '------ Shared Memory Segments --------',
  'key        shmid      owner      bytes      nattch     status',
];
const QUEUES = ['------ Message Queues --------', 'msqid      owner      used-bytes messages'];

it('[row 114] ipcs lists exactly what there is, field by field; -m segments only', () => {
  const first = '0x00005eed 1          2          8192       0';
  // The forked child that runs ipcs has its own attachments no longer.
  const second = '0x00000000 2          2          4096       2          dest';
  const queue = '2          2          12         2';
  const seen = printed(function* () {
    yield* made();
    yield* command(IPCS);
    yield* command(IPCS, '-m');
    return yield* command(IPCS, '-q');
  });
  const [segments, queues] = [lines(...SEGMENTS, first, second), lines(...QUEUES, queue)];
  expect(seen).toEqual([...segments, ...queues, ...segments, ...queues]);
});

it('[row 114] ipcrm removes by number, and what is attached only with its last attachment', () => {
  const statuses: number[] = [];
  const seen = printed(function* () {
    yield* made();
    for (const [option, number] of [
      ['-m', '1'],
      ['-m', '2'],
      ['-m', '9'],
      ['-q', '2'],
      ['-q', '2'],
    ]) {
      yield* command(IPCRM, option, number);
      statuses.push(yield* load(OWN_PAGE));
    }
    return yield* command(IPCS);
  });
  expect(statuses.slice(-5)).toEqual([0, 1, 1, 0, 1]);
  const left = '0x00000000 2          2          4096       2          dest';
  expect(seen).toEqual(lines(...SEGMENTS, left, ...QUEUES));
});
