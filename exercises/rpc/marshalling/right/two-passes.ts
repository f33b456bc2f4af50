import type { Services, XdrCodecPolicy } from '../contract';

const REFUSED = -1;

/** What is still to be done: a value of a type at an address, or a list that goes on at a link. */
interface Task {
  readonly type: number;
  readonly at: number;
  /** Of a list: how many nodes came before. */
  readonly nodes: number;
}

/**
 * Both directions go twice over everything, with a stack of their own and no recursion: first only to measure or to
 * check, then to write. Nothing is written before all is known to be right.
 */
export class XdrCodec implements XdrCodecPolicy {
  private readonly memory: Services;

  constructor(services: Services) {
    this.memory = services;
  }

  marshal(type: number, source: number, buffer: number, capacity: number): number {
    const length = this.encode(type, source, 0, capacity, false);
    if (length === REFUSED) return REFUSED;
    this.encode(type, source, buffer, capacity, true);
    return length;
  }

  unmarshal(type: number, buffer: number, length: number, destination: number): number {
    if (this.decode(type, buffer, buffer + length, destination, false) === REFUSED) return REFUSED;
    return this.decode(type, buffer, buffer + length, destination, true);
  }

  /** @returns the length of the message, or REFUSED. */
  private encode(type: number, source: number, start: number, capacity: number, write: boolean): number {
    const { memory } = this;
    const tasks: Task[] = [{ type, at: source, nodes: 0 }];
    let used = 0;
    const put = (word: number): void => {
      if (write) memory.storeWord(start + used, turned(word));
      used += 4;
    };
    const putBytes = (from: number, count: number): void => {
      for (let i = 0; write && i < count; i++) memory.storeByte(start + used + i, memory.loadByte(from + i));
      for (let i = count; write && i % 4 !== 0; i++) memory.storeByte(start + used + i, 0);
      used += padded(count);
    };
    while (tasks.length > 0) {
      if (used > capacity) return REFUSED;
      const task = tasks.pop() as Task;
      const kind = memory.loadWord(task.type);
      const a = memory.loadWord(task.type + 4);
      const { at } = task;
      if (kind === 3) put(((memory.loadByte(at + 1) << 24) >> 16) | memory.loadByte(at));
      else if (kind === 4) put(memory.loadByte(at));
      else if (kind < 7) put(memory.loadWord(at));
      else if (kind < 9) {
        put(memory.loadWord(at + 4));
        put(memory.loadWord(at));
      } else if (kind === 9) putBytes(at, a);
      else if (kind === 10) {
        const count = memory.loadWord(at) >>> 0;
        if (count > a) return REFUSED;
        put(count);
        putBytes(memory.loadWord(at + 4), count);
      } else if (kind === 11) {
        const from = memory.loadWord(at);
        let count = 0;
        while (count <= a && memory.loadByte(from + count) !== 0) count++;
        if (count > a) return REFUSED;
        put(count);
        putBytes(from, count);
      } else if (kind === 12 || kind === 13) {
        const count = kind === 12 ? a : memory.loadWord(at) >>> 0;
        if (count > a) return REFUSED;
        if (kind === 13) put(count);
        if (4 * count > capacity) return REFUSED;
        const first = kind === 12 ? at : memory.loadWord(at + 4);
        this.pushElements(tasks, task.type, first, count);
      } else if (kind === 14) this.pushMembers(tasks, task.type, at, a);
      else if (kind === 15) {
        const target = memory.loadWord(at);
        put(target === 0 ? 0 : 1);
        if (target !== 0) tasks.push({ type: a, at: target, nodes: 0 });
      } else if (kind === 16) {
        const node = memory.loadWord(at);
        const { nodes } = task;
        if (node === 0) put(0);
        else {
          if (nodes === a) return REFUSED;
          put(1);
          tasks.push({ type: task.type, at: node + memory.loadWord(task.type + 12) - 4, nodes: nodes + 1 });
          tasks.push({ type: memory.loadWord(task.type + 8), at: node, nodes: 0 });
        }
      }
    }
    return used > capacity ? REFUSED : used;
  }

  /** @returns 0 or REFUSED. */
  private decode(type: number, start: number, end: number, destination: number, write: boolean): number {
    const { memory } = this;
    const tasks: Task[] = [{ type, at: destination, nodes: 0 }];
    let position = start;
    const block = (bytes: number): number => (write ? memory.allocate(bytes) : 4);
    const word = (at: number, value: number): void => {
      if (write) memory.storeWord(at, value);
    };
    const byte = (at: number, value: number): void => {
      if (write) memory.storeByte(at, value);
    };
    const take = (): number => {
      const taken = turned(memory.loadWord(position));
      position += 4;
      return taken;
    };
    /** Bytes and their padding; false when something is wrong with them. */
    const copy = (to: number, count: number, isString: boolean): boolean => {
      if (padded(count) > end - position) return false;
      for (let i = 0; i < padded(count); i++) {
        const taken = memory.loadByte(position + i);
        if (i >= count ? taken !== 0 : isString && taken === 0) return false;
        if (i < count) byte(to + i, taken);
      }
      position += padded(count);
      return true;
    };
    while (tasks.length > 0) {
      const task = tasks.pop() as Task;
      const kind = memory.loadWord(task.type);
      const a = memory.loadWord(task.type + 4);
      const { at } = task;
      if (kind === 9) {
        if (!copy(at, a, false)) return REFUSED;
        continue;
      }
      if (kind === 12) {
        this.pushElements(tasks, task.type, at, a);
        continue;
      }
      if (kind === 14) {
        this.pushMembers(tasks, task.type, at, a);
        continue;
      }
      if (end - position < 4) return REFUSED;
      const value = take();
      const count = value >>> 0;
      if (kind === 1 || kind === 2 || kind === 6) word(at, value);
      else if (kind === 3) {
        if (value !== (value << 16) >> 16) return REFUSED;
        byte(at, value & 255);
        byte(at + 1, (value >> 8) & 255);
      } else if (kind === 4) {
        if (count > 1) return REFUSED;
        byte(at, value);
      } else if (kind === 5) {
        if (count >= a) return REFUSED;
        word(at, value);
      } else if (kind < 9) {
        if (end - position < 4) return REFUSED;
        word(at + 4, value);
        word(at, take());
      } else if (kind === 10 || kind === 11) {
        if (count > a || count > end - position) return REFUSED;
        const to = block(kind === 10 ? count : count + 1);
        if (to === 0) return REFUSED;
        if (kind === 10) word(at, count);
        word(kind === 10 ? at + 4 : at, to);
        if (!copy(to, count, kind === 11)) return REFUSED;
        if (kind === 11) byte(to + count, 0);
      } else if (kind === 13) {
        if (count > a || 4 * count > end - position) return REFUSED;
        const to = block(count * memory.loadWord(task.type + 12));
        if (to === 0) return REFUSED;
        word(at, count);
        word(at + 4, to);
        this.pushElements(tasks, task.type, to, count);
      } else {
        if (count > 1) return REFUSED;
        const { nodes } = task;
        if (kind === 16 && count === 1 && nodes === a) return REFUSED;
        const size = memory.loadWord(task.type + (kind === 15 ? 8 : 12));
        const to = count === 0 ? 0 : block(size);
        if (count === 1 && to === 0) return REFUSED;
        word(at, to);
        if (count === 1 && kind === 16) tasks.push({ type: task.type, at: to + size - 4, nodes: nodes + 1 });
        if (count === 1)
          tasks.push({ type: kind === 15 ? a : memory.loadWord(task.type + 8), at: to, nodes: 0 });
      }
    }
    return position === end ? 0 : REFUSED;
  }

  /** The first goes on top. */
  private pushElements(tasks: Task[], type: number, first: number, count: number): void {
    const element = this.memory.loadWord(type + 8);
    const bytes = this.memory.loadWord(type + 12);
    for (let i = count - 1; i >= 0; i--) tasks.push({ type: element, at: first + i * bytes, nodes: 0 });
  }

  private pushMembers(tasks: Task[], type: number, at: number, count: number): void {
    const members = this.memory.loadWord(type + 8);
    for (let i = count - 1; i >= 0; i--)
      tasks.push({
        type: this.memory.loadWord(members + 8 * i + 4),
        at: at + this.memory.loadWord(members + 8 * i),
        nodes: 0,
      });
  }
}

function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** The word with its bytes in the other order. */
function turned(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
