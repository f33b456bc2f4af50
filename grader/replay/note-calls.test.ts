import { expect, it } from 'vitest';
import { type PolicyHost, type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
import { CallNotes } from './note-calls';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { add: 2, fail: 0 },
  programs: { work: 1 },
  services: {},
};

/** Answers sums; its programs take `steps` steps. */
const HOST: PolicyHost = {
  create: () => ({
    methods: {
      add: (a, b) => a + b,
      fail() {
        throw new PolicyStopped('exception', 'no');
      },
    },
    programs: {
      work: (steps) => {
        const request = { kind: 0, address: 0, operand: 0, expected: 0 };
        return { request, resume: (result) => (result < steps ? 1 : 0) };
      },
    },
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
  const { methods, programs } = host.create({});
  expect(host.takeUnits()).toBe(7);
  expect(methods.add(2, 3)).toBe(5);
  events = 4;
  const program = programs.work(1);
  expect([program.resume(0), program.resume(1)]).toEqual([1, 0]);
  expect(() => methods.fail()).toThrow(PolicyStopped);
  expect(notes.noted).toEqual({
    names: ['add', 'fail', 'work'],
    method: [0, 2, 2, 1],
    event: [0, 4, 4, 4],
    line: [1, 2, 3, 4],
  });
});
