/**
 * Coherence by software, on a machine whose caches do not watch each other: shared objects are used by one core at a
 * time, and what must be written back or dropped is worked out from who stored to which line.
 *
 *      acquires    lines that others changed since this core had the object: what its cache has of them is old
 *      stored      the line is newer here than in memory
 *      releases    lines that this core stored to: memory gets them
 *
 * Each line has a version, the number of times that somebody changed it, and each core remembers which one it has seen.
 * A core that never had an object has no copy of its lines. The least that is possible without knowing what a cache
 * has evicted on its own. Source: entry consistency as in Bershad, Zekauskas and Sawdon, "The Midway distributed
 * shared memory system", 1993, on the lines of one machine.
 */
const LINES_PER_OBJECT = 8;

interface CacheServices {
  clean(line: number): number;
  invalidate(line: number): number;
}

export class SoftwareCoherence {
  private readonly versions: number[] = [];
  /** By core, then line; -1 where it never had the object. */
  private readonly seen: number[][] = [];
  /** By core: lines that memory lacks. */
  private readonly dirty: number[][] = [];

  constructor(
    private readonly services: CacheServices,
    cores: number,
    objects: number,
  ) {
    for (let line = 0; line < objects * LINES_PER_OBJECT; line++) this.versions.push(0);
    for (let core = 0; core < cores; core++) {
      this.seen.push(this.versions.map(() => -1));
      this.dirty.push([]);
    }
  }

  acquires(core: number, object: number): void {
    const seen = this.seen[core];
    const first = object * LINES_PER_OBJECT;
    for (let line = first; line < first + LINES_PER_OBJECT; line++) {
      if (seen[line] >= 0 && seen[line] !== this.versions[line]) this.services.invalidate(line);
      seen[line] = this.versions[line];
    }
  }

  stored(core: number, line: number): void {
    if (this.dirty[core].includes(line)) return;
    this.dirty[core].push(line);
    this.versions[line]++;
    this.seen[core][line] = this.versions[line];
  }

  releases(core: number, _object: number): void {
    for (const line of this.dirty[core]) this.services.clean(line);
    this.dirty[core] = [];
  }

  deviceWrote(object: number): void {
    const first = object * LINES_PER_OBJECT;
    for (let line = first; line < first + LINES_PER_OBJECT; line++) this.versions[line]++;
  }
}
