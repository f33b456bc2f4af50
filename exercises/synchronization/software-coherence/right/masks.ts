// A bit a line: what the holder changed, and for each core and object what others changed since it had it.
import { type Coherence, LINES_PER_OBJECT, type Services } from '../contract';

const ALL = (1 << LINES_PER_OBJECT) - 1;

export class SoftwareCoherence implements Coherence {
  private readonly missed: number[];
  private readonly visited: boolean[];
  private readonly changed: number[];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly objects: number,
  ) {
    this.missed = new Array<number>(cores * objects).fill(0);
    this.visited = new Array<boolean>(cores * objects).fill(false);
    this.changed = new Array<number>(objects).fill(0);
  }

  acquires(core: number, object: number): void {
    const at = core * this.objects + object;
    const missed = this.missed[at] as number;
    for (let i = 0; i < LINES_PER_OBJECT; i++)
      if ((missed >> i) & 1) this.services.invalidate(object * LINES_PER_OBJECT + i);
    this.missed[at] = 0;
    this.visited[at] = true;
  }

  stored(_core: number, line: number): void {
    const object = Math.floor(line / LINES_PER_OBJECT);
    this.changed[object] = (this.changed[object] as number) | (1 << (line % LINES_PER_OBJECT));
  }

  releases(core: number, object: number): void {
    const changed = this.changed[object] as number;
    for (let i = 0; i < LINES_PER_OBJECT; i++)
      if ((changed >> i) & 1) this.services.clean(object * LINES_PER_OBJECT + i);
    this.tell(object, changed, core);
    this.changed[object] = 0;
  }

  deviceWrote(object: number): void {
    this.tell(object, ALL, -1);
  }

  private tell(object: number, lines: number, by: number): void {
    for (let core = 0; core < this.cores; core++) {
      const at = core * this.objects + object;
      if (core !== by && this.visited[at]) this.missed[at] = (this.missed[at] as number) | lines;
    }
  }
}
