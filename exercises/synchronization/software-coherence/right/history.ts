// A list of all changes of an object; each core remembers how far it has read it. Flushes where cleaning would do.
import { type Coherence, LINES_PER_OBJECT, type Services } from '../contract';

interface Change {
  readonly line: number;
  readonly by: number;
}

export class SoftwareCoherence implements Coherence {
  private readonly changes: Change[][] = [];
  /** By object, then core: changes read so far. */
  private readonly read: Map<number, number>[] = [];
  private readonly mine = new Map<number, Set<number>>();

  constructor(
    private readonly services: Services,
    _cores: number,
    objects: number,
  ) {
    for (let object = 0; object < objects; object++) {
      this.changes.push([]);
      this.read.push(new Map());
    }
  }

  acquires(core: number, object: number): void {
    const changes = this.changes[object] as Change[];
    const from = this.read[object]?.get(core);
    const old = new Set<number>();
    if (from !== undefined) for (const { line, by } of changes.slice(from)) if (by !== core) old.add(line);
    for (const line of old) this.services.invalidate(line);
    this.mine.set(core, new Set());
  }

  stored(core: number, line: number): void {
    this.mine.get(core)?.add(line);
  }

  releases(core: number, object: number): void {
    const changes = this.changes[object] as Change[];
    for (const line of this.mine.get(core) ?? []) {
      this.services.flush(line);
      changes.push({ line, by: core });
    }
    this.read[object]?.set(core, changes.length);
  }

  deviceWrote(object: number): void {
    for (let i = 0; i < LINES_PER_OBJECT; i++)
      this.changes[object]?.push({ line: object * LINES_PER_OBJECT + i, by: -1 });
  }
}
