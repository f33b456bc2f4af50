import { expect, it } from 'vitest';
import { type PolicyHost, type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
import { OPERATION } from '../../simulator/programs/operations';
import { CallNotes } from './note-calls';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { add: 2, fail: 0 },
  programs: {},
  services: {},
};

/** Answers sums. */
const HOST: PolicyHost = {
  create: () => ({
    methods: {
      add: (a, b) => a + b,
      fail() {
        throw new PolicyStopped('exception', 'no');
      },
    },
    programs: {},
  }),
  takeUnits: () => 7,
};

it('notes every call with the event that comes next and the line that was reached, and changes nothing', () => {
  let events = 0;
  let line = 0;
  const notes = new CallNotes(
    SHAPE,
    () => events,
    () => ++line,
  );
  const host = notes.over(HOST);
  const { methods } = host.create({});
  expect(host.takeUnits()).toBe(7);
  expect(methods.add(2, 3)).toBe(5);
  events = 4;
  expect(() => methods.fail()).toThrow(PolicyStopped);
  expect(methods.add(1, 1)).toBe(2);
  expect(notes.noted).toEqual({
    names: ['add', 'fail'],
    method: [0, 1, 0],
    who: [-1, -1, -1],
    event: [0, 4, 4],
    line: [1, 2, 3],
  });
});

it('notes each step of a program with whose it is; before the first event only the newest of each', () => {
  let events = 0;
  let line = 0;
  const shape: PolicyShape = { ...SHAPE, methods: {}, programs: { lock: 1, serve: 0 } };
  const request = { kind: 0, address: 0, operand: 0, expected: 0 };
  const start = () => {
    let left = 3;
    return { request, resume: () => (left-- > 0 ? OPERATION.load : OPERATION.finished) };
  };
  const notes = new CallNotes(
    shape,
    () => events,
    () => ++line,
  );
  const { programs } = notes
    .over({ create: () => ({ methods: {}, programs: { lock: start, serve: start } }), takeUnits: () => 0 })
    .create({});
  for (let explored = 0; explored < 2; explored++)
    for (const thread of [0, 1]) expect(programs.lock(thread).resume(0)).toBe(OPERATION.load);
  const [mine, server] = [programs.lock(1), programs.serve()];
  events = 1;
  mine.resume(0);
  events = 2;
  for (let step = 0; step < 3; step++) mine.resume(0);
  server.resume(0);
  expect(notes.noted).toEqual({
    names: ['lock', 'serve'],
    method: [0, 0, 0, 0, 0, 0, 1],
    who: [0, 1, 1, 1, 1, 1, -1],
    event: [0, 0, 1, 2, 2, 2, 2],
    line: [3, 4, 5, 6, 7, 0, 8],
  });
});
