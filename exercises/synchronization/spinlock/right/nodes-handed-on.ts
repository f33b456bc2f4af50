import { type Lock, load, type Operation, pause, type Services, store, swap } from '../contract';

const LINE = 64;

/**
 * The list of Craig, Landin and Hagersten: whoever comes looks at the node of the one before, and takes it over when
 * that is done. A line each for the last node and for the nodes 0 (free at first) and 1 to n.
 */
export class Spinlock implements Lock {
  private mine = 0;
  private before = 0;

  constructor(
    _services: Services,
    private readonly last: number,
    _cores: number,
  ) {}

  *acquire(core: number): Operation {
    if (this.mine === 0 && this.before === 0) this.mine = core + 1;
    yield* store(this.nodeOf(this.mine), 1);
    this.before = yield* swap(this.last, this.mine);
    while ((yield* load(this.nodeOf(this.before))) !== 0) yield* pause();
    return 0;
  }

  *release(_core: number): Operation {
    const done = this.mine;
    this.mine = this.before;
    this.before = done;
    return yield* store(this.nodeOf(done), 0);
  }

  private nodeOf(index: number): number {
    return this.last + LINE * (1 + index);
  }
}
