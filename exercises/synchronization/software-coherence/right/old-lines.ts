// Tells every other core, when a line is first stored to, that its copy is old: a set of old lines a core.
import { type Coherence, LINES_PER_OBJECT, type Services } from '../contract';

export class SoftwareCoherence implements Coherence {
  private readonly old: Set<number>[] = [];
  private readonly has: Set<number>[] = [];
  private readonly changed = new Set<number>();

  constructor(
    private readonly services: Services,
    cores: number,
    _objects: number,
  ) {
    for (let core = 0; core < cores; core++) {
      this.old.push(new Set());
      this.has.push(new Set());
    }
  }

  acquires(core: number, object: number): void {
    const old = this.old[core] as Set<number>;
    this.has[core]?.add(object);
    for (let i = 0; i < LINES_PER_OBJECT; i++) {
      const line = object * LINES_PER_OBJECT + i;
      if (old.delete(line)) this.services.invalidate(line);
    }
  }

  stored(core: number, line: number): void {
    if (!this.changed.has(line)) this.makeOld(line, core);
    this.changed.add(line);
  }

  releases(_core: number, object: number): void {
    for (let i = 0; i < LINES_PER_OBJECT; i++) {
      const line = object * LINES_PER_OBJECT + i;
      if (this.changed.delete(line)) this.services.clean(line);
    }
  }

  deviceWrote(object: number): void {
    for (let i = 0; i < LINES_PER_OBJECT; i++) this.makeOld(object * LINES_PER_OBJECT + i, -1);
  }

  private makeOld(line: number, by: number): void {
    const object = Math.floor(line / LINES_PER_OBJECT);
    for (let core = 0; core < this.old.length; core++)
      if (core !== by && this.has[core]?.has(object)) this.old[core]?.add(line);
  }
}
