import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InterruptController, INTERRUPT_CONTROLLER_OFFSET as OFFSET } from './interrupt-controller';
import { MessageDoorbell } from './message-doorbell';
import { broadcast, lowestNumbered, type SteeringPolicy, spreadBySource } from './steering';

const CORES = 3;
const SOURCES = 8;

function create(steering?: SteeringPolicy) {
  const lines = new Array<boolean>(CORES * 2).fill(false);
  const controller = new InterruptController({
    base: 0x0c00_0000,
    cores: CORES,
    sources: SOURCES,
    steering,
    setLine: (context, raised) => {
      expect(lines[context]).not.toBe(raised);
      lines[context] = raised;
    },
  });
  const store = (offset: number, value: number) => expect(controller.store(offset, 4, value)).toBe(true);
  return {
    controller,
    lines,
    priority: (source: number, value: number) => store(4 * source, value),
    enable: (context: number, mask: number) => store(OFFSET.enable + OFFSET.enableStride * context, mask),
    threshold: (context: number, value: number) =>
      store(OFFSET.context + OFFSET.contextStride * context, value),
    claim: (context: number) =>
      controller.load(OFFSET.context + OFFSET.contextStride * context + 4, 4) as number,
    complete: (context: number, source: number) =>
      store(OFFSET.context + OFFSET.contextStride * context + 4, source),
  };
}

describe('interrupt controller', () => {
  test('claims come by priority, then by lowest id; a claim ignores the threshold, the line does not', () => {
    const { controller, lines, priority, enable, threshold, claim } = create();
    for (const [source, value] of [
      [1, 2],
      [2, 5],
      [3, 5],
      [4, 0],
    ] as const)
      priority(source, value);
    enable(0, 0b11110);
    threshold(0, 5);
    for (const source of [1, 2, 3, 4]) controller.setSource(source, true);
    expect(lines[0]).toBe(false);
    expect(controller.load(OFFSET.pending, 4)).toBe(0b11110);
    threshold(0, 4);
    expect(lines[0]).toBe(true);
    expect([claim(0), claim(0), claim(0), claim(0)]).toEqual([2, 3, 1, 0]);
    expect(lines[0]).toBe(false);
  });

  test('a line that stays high asks again after completion; one that went low does not', () => {
    const { controller, lines, priority, enable, claim, complete } = create();
    priority(1, 1);
    enable(0, 2);
    controller.setSource(1, true);
    expect(claim(0)).toBe(1);
    expect(lines[0]).toBe(false);
    complete(0, 1);
    expect(lines[0]).toBe(true);
    expect(claim(0)).toBe(1);
    controller.setSource(1, false);
    complete(0, 1);
    expect([lines[0], claim(0)]).toEqual([false, 0]);
  });

  test('a completion by a context that does not have the source enabled is ignored', () => {
    const { controller, priority, enable, claim, complete } = create();
    priority(1, 1);
    enable(0, 2);
    controller.setSource(1, true);
    expect(claim(0)).toBe(1);
    complete(2, 1);
    expect(claim(0)).toBe(0);
    complete(0, 1);
    expect(claim(0)).toBe(1);
  });

  test('masked means kept: what is disabled, or of priority 0, is delivered once that changes', () => {
    const { controller, lines, priority, enable, claim } = create();
    controller.message(5);
    expect(controller.isPending(5)).toBe(true);
    enable(3, 1 << 5);
    expect(lines[3]).toBe(false);
    priority(5, 1);
    expect(lines[3]).toBe(true);
    expect(claim(3)).toBe(5);
  });

  test('steering: by default the lowest-numbered core that has it enabled, and only that one', () => {
    const { controller, lines, priority, enable, claim } = create(lowestNumbered);
    priority(1, 1);
    enable(2, 2);
    enable(4, 2);
    controller.setSource(1, true);
    expect(lines).toEqual([false, false, true, false, false, false]);
    expect(claim(4)).toBe(0);
    // The chosen core masks it: the next one gets it.
    enable(2, 0);
    expect(lines).toEqual([false, false, false, false, true, false]);
    expect(claim(4)).toBe(1);
  });

  test('steering: a plain controller notifies all, and the first to claim gets it; others spread by source', () => {
    const all = create(broadcast);
    const spread = create(spreadBySource);
    for (const { controller, priority, enable } of [all, spread])
      for (const source of [1, 2]) {
        priority(source, 1);
        for (const context of [0, 2, 4]) enable(context, 0b110);
        controller.setSource(source, true);
      }
    expect(all.lines.filter((raised) => raised)).toHaveLength(3);
    expect([all.claim(4), all.claim(0), all.claim(2)]).toEqual([1, 2, 0]);
    expect(spread.lines).toEqual([false, false, true, false, true, false]);
  });

  test('a steering policy that names a core which does not take it is a bug, and stops', () => {
    const { controller, priority, enable } = create({ chooseCore: () => 1 });
    priority(1, 1);
    enable(0, 2);
    expect(() => controller.setSource(1, true)).toThrow('sent source 1 to core 1');
  });

  test('each message is one interrupt, also while an earlier one is pending or served', () => {
    const { controller, priority, enable, claim, complete } = create();
    const doorbell = new MessageDoorbell(0, controller, 4, SOURCES);
    priority(4, 1);
    enable(0, 1 << 4);
    for (let i = 0; i < 5; i++) expect(doorbell.store(0, 4, 4)).toBe(true);
    expect(doorbell.store(0, 4, 3)).toBe(false);
    let served = 0;
    while (claim(0) === 4) {
      served++;
      complete(0, 4);
    }
    expect(served).toBe(5);
  });

  test('none lost, none doubled: random lines, messages, masks and claims against a simple model', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('message' as const), source: fc.integer({ min: 1, max: SOURCES }) }),
      fc.record({ do: fc.constant('enable' as const), context: fc.nat(CORES * 2 - 1), mask: fc.nat(511) }),
      fc.record({
        do: fc.constant('priority' as const),
        source: fc.integer({ min: 1, max: SOURCES }),
        value: fc.nat(7),
      }),
      fc.record({ do: fc.constant('threshold' as const), context: fc.nat(CORES * 2 - 1), value: fc.nat(7) }),
      fc.record({ do: fc.constant('claim' as const), context: fc.nat(CORES * 2 - 1) }),
      fc.record({ do: fc.constant('complete' as const), context: fc.nat(CORES * 2 - 1), which: fc.nat(3) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 120 }),
        fc.constantFrom(lowestNumbered, broadcast),
        (steps, steering) => {
          const machine = create(steering);
          const sent = new Array<number>(SOURCES + 1).fill(0);
          const served = new Array<number>(SOURCES + 1).fill(0);
          const priorities = new Array<number>(SOURCES + 1).fill(0);
          const thresholds = new Array<number>(CORES * 2).fill(0);
          const masks = new Array<number>(CORES * 2).fill(0);
          /** Sources claimed and not completed. */
          const inService = new Set<number>();
          const waits = (source: number) => sent[source] > served[source] && !inService.has(source);
          for (const each of steps) {
            if (each.do === 'message') {
              sent[each.source]++;
              machine.controller.message(each.source);
            } else if (each.do === 'enable') {
              masks[each.context] = each.mask & ~1;
              machine.enable(each.context, each.mask);
            } else if (each.do === 'priority') {
              priorities[each.source] = each.value;
              machine.priority(each.source, each.value);
            } else if (each.do === 'threshold') {
              thresholds[each.context] = each.value;
              machine.threshold(each.context, each.value);
            } else if (each.do === 'claim') {
              const source = machine.claim(each.context);
              if (source === 0) continue;
              expect(waits(source) && (masks[each.context] >> source) & 1).toBeTruthy();
              served[source]++;
              inService.add(source);
            } else {
              const source = [...inService][each.which];
              if (source === undefined) continue;
              machine.complete(each.context, source);
              if ((masks[each.context] >> source) & 1) inService.delete(source);
            }
            // What waits and may interrupt somebody does; what nobody takes raises no line.
            const takers = (source: number) =>
              masks.map(
                (mask, context) => ((mask >> source) & 1) === 1 && priorities[source] > thresholds[context],
              );
            const due = Array.from({ length: SOURCES }, (_, i) => i + 1).filter(
              (source) => waits(source) && takers(source).includes(true),
            );
            expect(machine.lines.includes(true)).toBe(due.length > 0);
            machine.lines.forEach((raised, context) => {
              if (raised) expect(due.some((source) => takers(source)[context])).toBe(true);
              else if (steering === broadcast)
                expect(due.some((source) => takers(source)[context])).toBe(false);
            });
          }
          // In the end all are enabled and served: exactly as many as were sent.
          for (let context = 0; context < CORES * 2; context++) machine.enable(context, 510);
          for (let source = 1; source <= SOURCES; source++) machine.priority(source, 1);
          for (const source of inService) machine.complete(0, source);
          for (let context = 0; context < CORES * 2; context++)
            for (let source = machine.claim(context); source !== 0; source = machine.claim(context)) {
              served[source]++;
              machine.complete(context, source);
            }
          expect(served).toEqual(sent);
        },
      ),
      { seed: 49, numRuns: 300 },
    );
  });

  test('saved and restored, it goes on as it would have', () => {
    const first = create();
    first.priority(1, 3);
    first.enable(0, 2);
    first.controller.message(1);
    first.controller.message(1);
    first.claim(0);
    const second = create();
    second.controller.restore(first.controller.save());
    second.complete(0, 1);
    expect(second.claim(0)).toBe(1);
    expect(() => first.controller.setSource(99, true)).toThrow('no source 99');
  });
});
