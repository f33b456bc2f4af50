/** exec keeps the process and replaces its program; when it fails nothing changes. */
import { describe, expect, it } from 'vitest';
import { exec, fork } from './question';

const shell = {
  number: 40,
  parent: 7,
  program: './app',
  descriptors: [
    { number: 3, file: 'a', closeOnExec: true },
    { number: 4, file: 'b', closeOnExec: false },
  ],
  dispositions: { SIGINT: 'handler', SIGTERM: 'ignored', SIGHUP: 'default' },
} as const;

describe('the exec question', () => {
  it('keeps number, parent, descriptors and ignored signals', () => {
    expect(exec(fork(shell, 41), '/bin/date', true)).toEqual({
      number: 41,
      parent: 40,
      program: '/bin/date',
      descriptors: [shell.descriptors[1]],
      dispositions: { SIGINT: 'default', SIGTERM: 'ignored', SIGHUP: 'default' },
    });
  });

  it('changes nothing when it fails', () => {
    expect(exec(shell, '/bin/none', false)).toEqual(shell);
  });
});
