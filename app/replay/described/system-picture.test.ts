/** The shared picture of systems with processes (exercises/system-picture.ts), on runs of the real kernel. */
import { describe, expect, test } from 'vitest';
import { viewProblems } from '../../../exercises/picture-problems';
import { type SystemPart, systemPicture } from '../../../exercises/system-picture';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { native, run } from '../../../simulator/kernel/processes/processes.testing';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import { store, systemCall } from '../../../simulator/programs/operations';
import { describedModel } from './described-model';
import { layoutOf } from './space-model';
import { treeRows } from './tree-model';

const PARTS: readonly SystemPart[] = ['processes', 'lives', 'memory'];

/** The parent forks; the child forks and ends; the grandchild is an orphan; the parent waits twice. */
const family = () =>
  run([
    native('family', function* () {
      const heap = yield* systemCall(SYSTEM_CALL.setBreak);
      yield* systemCall(SYSTEM_CALL.setBreak, heap + 8192);
      yield* store(heap, 1);
      if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
        yield* store(heap, 2);
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) return 3;
        return 2;
      }
      while ((yield* systemCall(SYSTEM_CALL.wait)) > 0);
      return 0;
    }),
  ]);

describe('a system picture', () => {
  test.each([...PARTS.map((part) => [part]), PARTS].map((parts) => ({ parts })))(
    'of $parts fits the events',
    ({ parts }) => {
      expect(viewProblems(systemPicture(...parts), SYSTEM_EVENTS.kinds, [])).toEqual([]);
    },
  );

  test('tells the whole life of processes, with nothing odd in a run of the real kernel', () => {
    const { trace } = family();
    const model = describedModel(systemPicture(...PARTS), trace, {});
    const told: string[] = [];
    const lives = new Map<number, string[]>();
    for (let index = 0; index < trace.length; index++) {
      const parts = model.at(index);
      for (const { name, state } of parts) expect(state.notes, `${name} at ${index}`).toEqual([]);
      for (const at of parts) {
        if (at.kind === 'lanes')
          for (const [process, { activity }] of at.state.lanes) {
            const states = lives.get(process) ?? [];
            lives.set(process, states);
            if (states.at(-1) !== activity) states.push(activity);
          }
        if (at.kind === 'tree') {
          const rows = treeRows(at.state, 10);
          expect(rows.map(({ odd }) => odd).filter((odd) => odd !== undefined && odd !== 'orphan')).toEqual(
            [],
          );
          const line = rows
            .map(({ number, depth, node }) => `${'>'.repeat(depth)}${number} ${node.state}`)
            .join(', ');
          if (told.at(-1) !== line) told.push(line);
        }
      }
    }
    expect(told).toMatchInlineSnapshot(`
      [
        "",
        "1 alive",
        "1 alive, >2 alive",
        "1 waits, >2 alive",
        "1 waits, >2 alive, >>3 alive",
        "1 waits, >2 zombie, >>3 alive",
        "1 waits, >2 zombie, >3 alive",
        "1 alive, >2 zombie, >3 alive",
        "1 alive, >3 alive",
        "1 alive, >3 zombie",
        "1 alive",
        "1 zombie",
        "",
      ]
    `);
    expect([...(model.lanes.get('lives')?.keys() ?? [])], 'no lane for a process 0').toEqual([1, 2, 3]);
    expect([...lives].map(([process, states]) => `${process}: ${states.join(', ')}`)).toMatchInlineSnapshot(`
      [
        "1: alive, waits, alive, zombie, reaped",
        "2: alive, zombie, reaped",
        "3: alive, zombie, reaped",
      ]
    `);
  });

  test('shows the pages of parent and child in frames of their own', () => {
    const { trace } = family();
    const model = describedModel(systemPicture('memory'), trace, {});
    const over = Array.from({ length: trace.length }, (_, i) => i).find(
      (i) => trace.event(i).kind.name === 'over',
    );
    const [at] = model.at((over ?? 0) - 1);
    if (at?.kind !== 'space') throw new Error('no address spaces');
    const framesOf = (space: number) =>
      layoutOf(at.state, space).flatMap(({ pages }) =>
        pages.map(({ frame, rights }) => `${frame} ${rights}`),
      );
    const [parent, child] = [framesOf(1), framesOf(2)];
    const writable = (pages: readonly string[]) => pages.filter((page) => page.endsWith('rw-'));
    expect(writable(child).length).toBeGreaterThan(0);
    expect(writable(child).filter((page) => parent.includes(page))).toEqual([]);
  });
});
