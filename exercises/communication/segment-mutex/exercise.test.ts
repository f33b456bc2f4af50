/**
 * A mutex in a segment: what synchronising costs beside message queues, and what the messages say. (`npx runqueue
 * check` proves the rest.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import { queueCrossings } from '../questions/shared-mutex/question';
import * as contract from './contract';
import exercise from './exercise';
import samples, { system } from './samples';
import { SegmentMutex } from './solution';
import wrong from './wrong';

describe('a mutex in a segment', () => {
  it('[row 112] uncontended it makes no crossing', () => {
    const { counters, failures } = runSolution(
      exercise,
      SegmentMutex,
      { ...system, processes: 1, rounds: 40 },
      'one process',
    );
    expect([counters.crossings, failures]).toEqual([0, []]);
  });

  it('[row 112] an exchange takes no more crossings than the four by ready and ok through queues', () => {
    const rounds = 12;
    const { counters, failures } = runSolution(
      exercise,
      SegmentMutex,
      { ...system, work: 'exchange', rounds, thinkCycles: 2_000, holdCycles: 1_500 },
      'exchange',
    );
    expect(queueCrossings(rounds)).toBe(4 * rounds);
    expect(failures).toEqual([]);
    expect(counters.crossings).toBeLessThanOrEqual(4 * rounds);
  });

  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, SegmentMutex, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  const told = (name: string, sample: string) => {
    const solution = patchedSolution(import.meta.dirname, wrong, name, exercise, contract);
    const found = samples.find((each) => each.name === sample);
    if (found === undefined) throw new Error(`no sample ${sample}`);
    // At which cycle, says the kernel's cost, which is tested elsewhere.
    return sampleMessages(exercise, found, solution).map((message) =>
      message.split('\n')[0]?.replace(/Cycle \d+/, 'Cycle ...'),
    );
  };

  it('tells who sleeps privately that no other process can wake it', () => {
    expect(told('private-sleep', 'turns')).toMatchInlineSnapshot(`
      [
        "SM2 at violation: Process 1 sleeps for ever: it sleeps privately, by its own address, and no other process can wake it there, though both name the same word of the segment. A mutex between processes needs sleepIfEqual and wake.",
      ]
    `);
    expect(told('private-condition', 'exchange')).toMatchInlineSnapshot(`
      [
        "SM4 at violation: Cycle ...: process 0 sleeps for ever: it sleeps privately, by its own address, and no other process can wake it there, though both name the same word of the segment. A mutex between processes needs sleepIfEqual and wake.",
      ]
    `);
  });

  it('tells whose unlock gave the mutex of another back', () => {
    expect(told('anybody-unlocks', 'too-early')).toMatchInlineSnapshot(`
      [
        "SM6 at store: unlock must answer -1 to a process that does not hold the mutex, and 0 to the one that does. It did not: who called it notes that in refusals.",
      ]
    `);
  });

  it('tells whose address it was that a process named', () => {
    expect(told('address-of-the-first', 'turns')).toMatchInlineSnapshot(`
      [
        "SM7 at violation: Process 1 named 0x40000100. It has the mutex attached at 0x40007100: 80 words from there on, at multiples of 4. That is no word of the mutex.",
      ]
    `);
  });
});
