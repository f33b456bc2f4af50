import { expect, it } from 'vitest';
import { type PolicyHost, type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
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
    event: [0, 4, 4],
    line: [1, 2, 3],
  });
});
