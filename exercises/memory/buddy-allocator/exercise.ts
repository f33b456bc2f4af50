/**
 * The buddy allocator as an exercise: its rules, and the judge that walks the trace beside an ArenaModel.
 *
 * Rules without an occasion in a case are left out of its checks; an allocator that never allocates passes none.
 */
import type { Trace } from '../../../simulator/engine/trace';
import type { Check, JudgeInput } from '../../exercise-definition';
import { defineExercise } from '../../exercise-definition';
import { ArenaModel } from './arena-model';
import type { Parameters } from './simulation';
import { EVENT, EVENTS, simulate } from './simulation';

const RULES = [
  {
    id: 'BA1',
    title:
      'A block is a power of two of the smallest size, holds what was asked for, and lies inside the arena at a multiple of its own size',
    points: 10,
  },
  { id: 'BA2', title: 'No two allocated blocks share a byte', points: 15 },
  { id: 'BA3', title: 'A block is taken out of the smallest free block that fits', points: 10 },
  {
    id: 'BA4',
    title: 'Of several free blocks of that size, and of two halves, the one at the lowest address is taken',
    points: 5,
  },
  { id: 'BA5', title: 'What is left over when a block is split stays available', points: 10 },
  { id: 'BA6', title: 'Free buddies are merged, up to the whole arena', points: 15 },
  { id: 'BA7', title: 'When no free block fits, allocate answers -1', points: 5 },
  {
    id: 'BA8',
    title: 'free answers 0 for an allocated block; anything else it refuses with -1 and changes nothing',
    points: 10,
  },
  { id: 'BA9', title: 'The allocator stores nothing into allocated blocks', points: 5 },
] as const;

type RuleId = (typeof RULES)[number]['id'];

/** Walks a trace once. */
class Judge {
  private readonly model: ArenaModel;
  private readonly occasions = new Map<RuleId, Check>();
  /** Blocks that were given out against the rules; the model does not hold them. */
  private readonly outlaws = new Set<number>();
  /** Address to index of the event that freed it last. */
  private readonly freedAt = new Map<number, number>();
  /**
   * Its records and the model have parted (it overlapped blocks, or took an invalid free): from here on what it
   * chooses and refuses says nothing more, and only what it does to blocks is judged.
   */
  private diverged = false;
  private base = 0;
  private allocations = 0;

  constructor(
    private readonly trace: Trace,
    parameters: Parameters,
  ) {
    this.model = new ArenaModel(parameters.arenaBytes, parameters.minimumBlockBytes);
  }

  run(): Check[] {
    for (let event = 0; event < this.trace.length; event++) {
      const a = this.trace.valueAt(event, 0);
      const b = this.trace.valueAt(event, 1);
      const c = this.trace.valueAt(event, 2);
      switch (this.trace.kindAt(event)) {
        case EVENT.arena:
          this.base = a;
          break;
        case EVENT.allocate:
          this.allocated(event, a, b, c);
          break;
        case EVENT.outOfMemory:
          this.outOfMemory(event, a);
          break;
        case EVENT.free:
          this.freed(event, a);
          break;
        case EVENT.refused:
          this.refused(event, a, b);
          break;
        case EVENT.overwrite:
          this.broken(
            'BA9',
            event,
            `Your allocator stored ${b} at ${a}, which belongs to the allocated block ${this.place(c)}. ` +
              'The program may write there too: keep your records in the metadata area.',
          );
          break;
      }
    }
    if (this.allocations === 0)
      return RULES.map(({ id }) => ({
        rule: id,
        passed: false,
        message: 'No call of allocate gave out a block in this case, so nothing shows that the rule holds.',
      }));
    this.kept('BA9');
    return [...this.occasions.values()].sort((x, y) => (x.rule < y.rule ? -1 : 1));
  }

  private allocated(event: number, address: number, bytes: number, blockBytes: number): void {
    const { model } = this;
    this.allocations++;
    const offset = address - this.base;
    const needed = model.blockFor(bytes);
    const fitting = bytes < 1 ? [] : model.fitting(needed);
    const power = blockBytes >= needed && model.blockFor(blockBytes) === blockBytes;
    const size = power ? blockBytes : needed;
    if (fitting.length === 0 && !this.diverged) {
      this.broken(
        'BA7',
        event,
        bytes < 1
          ? `allocate(${bytes}) answered ${address}: a request for less than one byte is answered with -1.`
          : `allocate(${bytes}) answered ${this.place(address)}, but no free block of ${needed} bytes was left: answer -1.`,
      );
      // Where the block is otherwise sound the model follows, so that only this rule breaks.
      if (offset % size === 0 && model.around(offset, size) !== undefined) model.take(offset, size);
      else this.outlaws.add(address);
      return;
    }
    if (!power)
      this.broken(
        'BA1',
        event,
        `After allocate(${bytes}) answered ${this.place(address)}, blockBytes said ${blockBytes}: expected a power of two of at least ${needed}.`,
      );
    if (offset < 0 || offset + size > model.bytes || offset % size !== 0) {
      this.outlaws.add(address);
      this.broken(
        'BA1',
        event,
        offset < 0 || offset + size > model.bytes
          ? `allocate(${bytes}) answered ${address}: ${size} bytes from there do not lie in the arena [${this.base}, ${this.base + model.bytes}).`
          : `allocate(${bytes}) answered ${this.place(address)}: a block of ${size} bytes must begin at a multiple of ${size} from the arena's start (not from address 0).`,
      );
      return;
    }
    this.kept('BA1');
    const around = model.around(offset, size);
    if (around === undefined) {
      const other = model.overlapping(offset, size);
      this.outlaws.add(address);
      this.diverged = true;
      this.broken(
        'BA2',
        event,
        `allocate(${bytes}) answered ${this.place(address)}, a block of ${size} bytes` +
          (other === undefined
            ? '.'
            : `, but the ${other.bytes} bytes from ${this.place(this.base + other.offset)} are still allocated.`) +
          ' Is all that you know about blocks in simulated memory, and is it right after a split and a free?',
      );
      return;
    }
    this.kept('BA2');
    if (!this.diverged) {
      this.kept(fitting.every((block) => block.merged) ? 'BA6' : 'BA5');
      this.choice(event, bytes, offset, size);
    }
    model.take(offset, size);
    this.outlaws.delete(address);
  }

  /** BA3 and BA4: was the right free block chosen? */
  private choice(event: number, bytes: number, offset: number, size: number): void {
    const fitting = this.model.fitting(size);
    const best = fitting[0];
    const around = this.model.around(offset, size);
    if (best === undefined || around === undefined) return;
    if (around.bytes !== best.bytes) {
      this.broken(
        'BA3',
        event,
        `allocate(${bytes}) cut ${size} bytes out of the free block of ${around.bytes} at ${this.place(this.base + around.offset)}, ` +
          `while one of ${best.bytes} was free at ${this.place(this.base + best.offset)}.`,
      );
      return;
    }
    this.kept('BA3');
    const choices = fitting.filter((block) => block.bytes === best.bytes).length > 1 || best.bytes > size;
    if (offset !== best.offset)
      this.broken(
        'BA4',
        event,
        `allocate(${bytes}) answered ${this.place(this.base + offset)}; ${this.place(this.base + best.offset)} was free too, ` +
          `in a block of the same ${best.bytes} bytes: the lowest address goes first.`,
      );
    else if (choices) this.kept('BA4');
  }

  private outOfMemory(event: number, bytes: number): void {
    if (this.diverged || this.outlaws.size > 0) return;
    const fitting = bytes < 1 ? [] : this.model.fitting(this.model.blockFor(bytes));
    const [block] = fitting;
    if (block === undefined) {
      this.kept('BA7');
      return;
    }
    const onlyMerged = fitting.every((each) => each.merged);
    const where = `${block.bytes} bytes at ${this.place(this.base + block.offset)}`;
    if (onlyMerged)
      this.broken(
        'BA6',
        event,
        `allocate(${bytes}) answered -1, but ${where} are free: they came together from freed buddies. ` +
          'After each free, merge with the buddy as long as it is free as a whole.',
      );
    else
      this.broken(
        'BA5',
        event,
        `allocate(${bytes}) answered -1, but ${where} are free and were never merged: did a split or a refused call lose them?`,
      );
  }

  private freed(event: number, address: number): void {
    const offset = address - this.base;
    if (this.model.sizeAt(offset) !== undefined) {
      this.model.release(offset);
      this.freedAt.set(address, event);
      this.kept('BA8');
    } else if (!this.outlaws.delete(address)) {
      this.diverged = true;
      this.broken(
        'BA8',
        event,
        `free(${address}) answered 0, but ${this.whyInvalid(address)}: answer -1 and change nothing.`,
      );
    }
  }

  private refused(event: number, address: number, answer: number): void {
    if (this.outlaws.delete(address)) return;
    const size = this.model.sizeAt(address - this.base);
    if (size !== undefined)
      this.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}, but the ${size} bytes at ${this.place(address)} are allocated: answer 0.`,
      );
    else if (answer !== -1)
      this.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}: ${this.whyInvalid(address)}, which is answered with -1.`,
      );
    else this.kept('BA8');
  }

  private whyInvalid(address: number): string {
    const freed = this.freedAt.get(address);
    const around = this.model.overlapping(address - this.base, 1);
    if (around !== undefined)
      return `that address lies inside the block ${this.place(this.base + around.offset)}, not at its start`;
    if (freed !== undefined) return `that block was freed at event ${freed}`;
    return 'no allocated block begins there';
  }

  /** An occasion on which the rule held. */
  private kept(rule: RuleId): void {
    if (!this.occasions.has(rule)) this.occasions.set(rule, { rule, passed: true, message: '' });
  }

  /** The first break of a rule is what the student sees. */
  private broken(rule: RuleId, event: number, message: string): void {
    if (this.occasions.get(rule)?.passed !== false)
      this.occasions.set(rule, { rule, passed: false, message, event });
  }

  private place(address: number): string {
    return `${address} (arena + ${address - this.base})`;
  }
}

export default defineExercise<Parameters, null>({
  title: 'Buddy allocator',
  summary: 'Split and merge blocks of a power of two, with every record in simulated memory.',
  rows: [97],
  difficulty: 2,
  view: 'memory',
  shape: {
    className: 'BuddyAllocator',
    methods: { initialise: 0, allocate: 1, free: 1, blockBytes: 1 },
    programs: {},
    services: { load: 1, store: 2 },
  },
  events: EVENTS,
  rules: RULES,
  budgets: [
    {
      id: 'memory-accesses',
      title: 'Loads and stores of the allocator',
      counter: 'memoryAccesses',
      unit: 'accesses',
      points: 10,
      slack: 64,
    },
    {
      id: 'waste',
      title: 'Bytes in allocated blocks beyond what was asked for',
      counter: 'wasteBytes',
      unit: 'bytes',
      points: 5,
    },
  ],
  metric: { counter: 'memoryAccesses', title: 'Loads and stores', unit: 'accesses' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge: ({ trace, parameters }: JudgeInput<Parameters, null>) => new Judge(trace, parameters).run(),
});
