// A list for each priority that was ever used, highest first; free slots on a stack.
import { BUFFER_BYTES, DONE, type QueueMechanism, REFUSED, type Services, WAIT } from '../contract';

interface Level {
  readonly priority: number;
  readonly slots: number[];
}

export class MessageQueue implements QueueMechanism {
  private readonly slotBytes: number;
  private readonly lengths: number[] = [];
  private readonly free: number[] = [];
  private readonly levels: Level[] = [];
  private readonly waiting: number[][] = [[], []];

  constructor(
    private readonly services: Services,
    capacity: number,
  ) {
    this.slotBytes = Math.floor(BUFFER_BYTES / capacity);
    for (let slot = 0; slot < capacity; slot++) this.free.push(slot);
  }

  send(process: number, bytes: number, priority: number): number {
    if (bytes > this.slotBytes) return REFUSED;
    const slot = this.free.pop();
    if (slot === undefined) return this.sleep(0, process);
    this.services.copyIn(slot * this.slotBytes, bytes);
    this.lengths[slot] = bytes;
    this.levelOf(priority).slots.push(slot);
    return this.wakeOne(1, DONE);
  }

  receive(process: number, bytes: number): number {
    const level = this.levels.find((each) => each.slots.length > 0);
    if (level === undefined) return this.sleep(1, process);
    const slot = level.slots[0];
    if (this.lengths[slot] > bytes) return this.wakeOne(1, REFUSED);
    this.services.copyOut(slot * this.slotBytes, this.lengths[slot]);
    level.slots.shift();
    this.free.push(slot);
    return this.wakeOne(0, DONE);
  }

  private levelOf(priority: number): Level {
    let at = 0;
    while (at < this.levels.length && this.levels[at].priority > priority) at++;
    if (this.levels[at]?.priority !== priority) this.levels.splice(at, 0, { priority, slots: [] });
    return this.levels[at];
  }

  private sleep(side: number, process: number): number {
    this.waiting[side].push(process);
    return WAIT;
  }

  private wakeOne(side: number, answer: number): number {
    const process = this.waiting[side].shift();
    if (process !== undefined) this.services.wake(process);
    return answer;
  }
}
