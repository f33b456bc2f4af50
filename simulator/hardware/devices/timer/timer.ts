/**
 * An interval timer: interrupts once after an interval, or again and again.
 *
 *      stopped ── start ──▶ running ── interval over ──▶ expired (and stopped, or running on when periodic)
 *
 * It is a device of the platform, beside the timers that each core has of its own: one that any core may serve. An
 * interval that ends while the previous expiry has not been acknowledged is counted as missed.
 */

import { RegisterTable } from '../../bus/register-table';
import { type Device, RegisterDevice, RUNQUEUE_VENDOR } from '../device';

const TIMER_COMMAND = { startOnce: 1, startPeriodic: 2, stop: 3 } as const;

const TIMER_STATUS = { expired: 1, missed: 2 } as const;

export const TIMER_REGISTERS = new RegisterTable('timer', [
  {
    offset: 0x00,
    name: 'command',
    access: 'write-only',
    description: '1 start for one interval, 2 start periodically, 3 stop. Others do nothing.',
  },
  {
    offset: 0x04,
    name: 'status',
    access: 'write-one-to-clear',
    description: 'What happened; the interrupt line is expired and interruptEnable.',
    fields: [
      { name: 'expired', bit: 0, description: 'an interval ended' },
      { name: 'missed', bit: 1, description: 'another ended before expired was cleared' },
      { name: 'running', bit: 2, description: 'read-only' },
    ],
  },
  { offset: 0x08, name: 'interval', access: 'read-write', description: 'Data: cycles, at least 1.' },
  { offset: 0x0c, name: 'remaining', access: 'read-only', description: 'Cycles to the end of the interval.' },
  {
    offset: 0x10,
    name: 'interruptEnable',
    access: 'read-write',
    description: 'Bit 0: interrupt when expired.',
    fields: [{ name: 'expired', bit: 0, description: 'interrupt while expired is set' }],
  },
] as const);

type TimerRegister = (typeof TIMER_REGISTERS)['rows'][number]['name'];

const RUNNING = 4;

class Timer extends RegisterDevice<TimerRegister> implements Device {
  readonly deviceClass = 'timer';
  readonly description = 'interval timer, one-shot or periodic';
  readonly registers = TIMER_REGISTERS;
  readonly identity = { vendor: RUNQUEUE_VENDOR, device: 0x0010, classCode: 0x080200 };
  private interval = 1;
  private status = 0;
  private interruptEnable = 0;
  private periodic = false;
  private running = false;
  private expiryCycle = 0;
  private generation = 0;

  constructor(
    readonly name: string,
    readonly fixedAddress: number | undefined,
  ) {
    super();
  }

  handleEvent(_kind: number, generation: number): void {
    if (generation !== this.generation) return;
    if ((this.status & TIMER_STATUS.expired) !== 0) this.status |= TIMER_STATUS.missed;
    this.status |= TIMER_STATUS.expired;
    // From the cycle when it was due, so that a period does not drift.
    if (this.periodic) this.start(this.expiryCycle + this.interval);
    else this.running = false;
    this.drive();
  }

  protected readRegister(name: TimerRegister): number {
    switch (name) {
      case 'status':
        return this.status | (this.running ? RUNNING : 0);
      case 'interval':
        return this.interval;
      case 'remaining':
        return this.running ? this.expiryCycle - this.host.now() : 0;
      case 'interruptEnable':
        return this.interruptEnable;
      case 'command':
        return 0;
    }
  }

  protected writeRegister(name: TimerRegister, value: number): void {
    if (name === 'command') this.command(value);
    else if (name === 'status') this.status &= ~value;
    else if (name === 'interval') this.interval = Math.max(1, value >>> 0);
    else if (name === 'interruptEnable') this.interruptEnable = value & 1;
    this.drive();
  }

  private command(value: number): void {
    if (value === TIMER_COMMAND.startOnce || value === TIMER_COMMAND.startPeriodic) {
      this.periodic = value === TIMER_COMMAND.startPeriodic;
      this.start(this.host.now() + this.interval);
    } else if (value === TIMER_COMMAND.stop) {
      this.running = false;
      this.generation++;
    }
  }

  private start(expiryCycle: number): void {
    this.running = true;
    this.expiryCycle = expiryCycle;
    this.host.schedule(expiryCycle, 0, ++this.generation);
  }

  private drive(): void {
    this.host.setInterrupt((this.status & this.interruptEnable & TIMER_STATUS.expired) !== 0);
  }

  save() {
    const { interval, status, interruptEnable, periodic, running, expiryCycle, generation } = this;
    return { interval, status, interruptEnable, periodic, running, expiryCycle, generation };
  }

  restore(state: ReturnType<Timer['save']>): void {
    Object.assign(this, state);
  }
}

/** The platform's interval timer; `address: null` puts it on the bus instead. */
export function timer(options: { name?: string; address?: number | null } = {}): Device {
  const { name = 'timer', address = 0x1001_0000 } = options;
  return new Timer(name, address ?? undefined);
}
