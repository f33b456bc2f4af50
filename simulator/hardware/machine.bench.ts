/**
 * What whole-machine snapshots cost, and what devices and the clock cost an interpreter that runs at full speed.
 */
import type { Benchmark } from '../../scripts/benchmark';
import { median } from '../../scripts/benchmark';
import { createMachine } from './machine';
import { assemble } from './toolchain/assembler';

const LOOP = `
      li    t0, 0x80100000
1:    lw    t1, 0(t0)
      addi  t1, t1, 1
      sw    t1, 0(t0)
      xor   t2, t2, t1
      j     1b`;

/** Writes one word into each of `pages` pages, again and again. */
const TOUCH = (pages: number) => `
2:    li    t0, 0x80100000
      li    t1, ${pages}
      li    t2, 4096
1:    sw    t1, 0(t0)
      add   t0, t0, t2
      addi  t1, t1, -1
      bnez  t1, 1b
      j     2b`;

function boot(source: string, cores = 1) {
  const machine = createMachine({ cores });
  const program = assemble(source);
  machine.writeMemory(program.base, program.bytes);
  return machine;
}

function seconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const bench: Benchmark = async (report) => {
  for (const cores of [1, 4]) {
    const machine = boot(LOOP, cores);
    const instructions = 20_000_000;
    const speed = await median(
      5,
      () => instructions / seconds(() => machine.run({ maxInstructions: instructions })),
    );
    report.line(`machine, functional, ${cores} core(s): loads and stores in a loop`, speed, 'instructions/s');
  }
  const machine = boot(TOUCH(16));
  machine.save();
  const full = await median(7, () => {
    machine.space.markWritten(0x8000_0000, machine.space.ram.byteLength);
    return seconds(() => machine.save()) * 1e6;
  });
  const incremental = await median(7, () => {
    machine.run({ maxInstructions: 1000 });
    return seconds(() => machine.save()) * 1e6;
  });
  report.line('snapshot of 16 MiB, every page looked at', full, 'us');
  report.line('snapshot of 16 MiB, 16 pages written since', incremental, 'us', {
    ratio: full / incremental,
    baseline: 'every page looked at',
  });
};

export default bench;
