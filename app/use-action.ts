'use client';
/** A server action behind a button: whether it is under way, and what went wrong in words. */
import { useState } from 'react';
import type { ActionResult } from './action';
import * as words from './dictionary';

export function useAction<Input, Output>(action: (input: Input) => Promise<ActionResult<Output>>) {
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState('');
  /** @returns null when it failed: `problem` then says why. */
  const run = async (input: Input): Promise<{ readonly value: Output } | null> => {
    setWorking(true);
    setProblem('');
    // What is thrown is the network's: an action's own failures are values.
    const result = await action(input).catch(() => null);
    setWorking(false);
    if (result?.ok) return result;
    setProblem(result === null ? words.unreachable : result.message);
    return null;
  };
  return { run, isWorking, problem };
}
