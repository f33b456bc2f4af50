/** Of the microkernel question: k servers in a row cost 1 + 4k crossings and 2k switches, and fewer with one call each. */
import { describe, expect, it } from 'vitest';
import { contextSwitches, requestsOf, type Server, serve } from './question';

function chain(length: number): readonly Server[] {
  return length === 0 ? [] : [{ name: `server ${length}`, requests: 1, asks: chain(length - 1) }];
}

describe('the microkernel question', () => {
  it('counts 1 + 4k crossings and 2k context switches for k servers in a row', () => {
    for (const k of [0, 1, 2, 3, 7]) {
      const steps = serve('program', chain(k), 'send and receive');
      expect([steps.length, contextSwitches(steps)]).toEqual([1 + 4 * k, 2 * k]);
      const combined = serve('program', chain(k), 'call and reply');
      expect([combined.length, contextSwitches(combined)]).toEqual([1 + 2 * k, 2 * k]);
    }
  });

  it('asks again below a server that is asked again', () => {
    const driver = { name: 'driver', requests: 2, asks: [] };
    const servers = [
      { name: 'directory server', requests: 1, asks: [] },
      { name: 'disk server', requests: 3, asks: [driver] },
    ];
    expect(requestsOf(servers)).toBe(1 + 3 * (1 + 2));
    const steps = serve('program', servers, 'send and receive');
    expect(steps.length).toBe(1 + 4 * 10);
    expect(contextSwitches(steps)).toBe(20);
    expect(
      steps
        .slice(0, 9)
        .map(({ process, call }) => `${process}: ${call}`)
        .join(', '),
    ).toMatchInlineSnapshot(
      `"program: lookUp, program: send, program: receive, directory server: send, directory server: receive, program: send, program: receive, disk server: send, disk server: receive"`,
    );
  });
});
