/**
 * Runs solutions of an exercise of the catalogue in processes beside this one, which looks at other things meanwhile: a
 * matrix is thousands of runs, and a machine has several processors.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { loadExercise, ROOT } from './exercise-library';
import { type OwnRunner, runnerHere } from './own-runner';
import type { RunAnswer, RunOrder } from './runner-process';
import { caseOf, type ToldCase } from './told-case';

/** Each of them has the next runs at hand when it ends one: this process comes to hear of it only between its own. */
const ORDERS_OF_EACH = 4;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

class Beside {
  /** In the order in which it was asked, which is that of its answers. */
  private readonly waiting: Waiting[] = [];

  constructor(private readonly child: ChildProcess) {
    child.on('message', (answer: RunAnswer) => {
      const next = this.waiting.shift();
      if ('fault' in answer)
        next?.reject(Object.assign(new Error(answer.fault.message), { stack: answer.fault.stack }));
      else next?.resolve(answer.value as never);
    });
    child.once('error', (error) => this.giveUp(error));
    child.once('exit', (code, by) => this.giveUp(new Error(`it ended (${by ?? code})`)));
  }

  get asked(): number {
    return this.waiting.length;
  }

  ask<Value>(order: RunOrder): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.send(order, (error) => error && this.giveUp(error));
    });
  }

  close(): void {
    this.child.kill();
  }

  private giveUp(error: Error): void {
    for (const { reject } of this.waiting.splice(0))
      reject(new Error(`A process that runs solutions failed: ${error.message}`));
  }
}

export interface RunnerBeside extends OwnRunner {
  close(): void;
}

/**
 * @param processes that run solutions, this one included: they begin with the first run. @param nodeArguments with which
 * this Node runs TypeScript. @returns at once: of an exercise that does not load each run fails.
 */
export function runnerBeside(id: string, processes: number, nodeArguments: readonly string[]): RunnerBeside {
  let all: readonly Beside[] | undefined;
  const begin = () =>
    Array.from({ length: processes - 1 }, () => {
      const path = join(ROOT, 'grader/library/runner-process.ts');
      return new Beside(
        fork(path, [id], { execArgv: [...nodeArguments], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
      );
    });
  const here = async () => runnerHere(await loadExercise(id));
  const find = () => {
    all ??= begin();
    return all.find(({ asked }) => asked < ORDERS_OF_EACH);
  };
  /** One that may be asked; undefined: this process is to do it. */
  const free = async () => {
    if (find() === undefined) await new Promise(setImmediate); // and hear what they did
    return find();
  };
  return {
    width: 1 + (processes - 1) * ORDERS_OF_EACH,
    judged: async (program, seeded, unitsPerCase) => {
      const one = await free();
      if (one === undefined) return (await here()).judged(program, seeded, unitsPerCase);
      return caseOf(seeded, await one.ask<ToldCase>({ kind: 'judged', program, seeded, unitsPerCase }));
    },
    // Of samples only.
    told: async (program, seeded) => (await here()).told(program, seeded),
    replays: async (program, seeded) => {
      const one = await free();
      if (one === undefined) return (await here()).replays(program, seeded);
      return one.ask<boolean>({ kind: 'replays', program, seeded });
    },
    close: () => {
      for (const each of all ?? []) each.close();
    },
  };
}
