/**
 * The console: a character device with a queue each way, in the manner of a UART.
 *
 *      data (write) ─▶ [ transmit queue, 16 ] ─▶ one character every `characterCycles` ─▶ output
 *      data (read)  ◀─ [ receive queue, 16 ]  ◀─ receiveInput (outside the machine)
 *
 * A character written while the transmit queue is full is lost, one received while the receive queue is full too:
 * both set overrun. Characters from outside arrive at once; who types slower sends them in several inputs.
 */
import { Utf8Text } from '../../../engine/utf8-text';
import { RegisterTable } from '../../bus/register-table';
import * as COSTS from '../../costs';
import { type Device, RegisterDevice, RUNQUEUE_VENDOR } from '../device';

const CONSOLE_QUEUE_CHARACTERS = 16;

const CONSOLE_STATUS = { received: 1, room: 2, overrun: 4, idle: 8 } as const;

const CONSOLE_COMMAND = { clearReceived: 1, clearTransmit: 2, clearOverrun: 4 } as const;

const CONSOLE_REGISTERS = new RegisterTable('console', [
  {
    offset: 0x00,
    name: 'command',
    access: 'write-only',
    description: 'Bits: 0 empties the receive queue, 1 the transmit queue, 2 clears overrun.',
  },
  {
    offset: 0x04,
    name: 'status',
    access: 'read-only',
    description: 'State of the queues.',
    fields: [
      { name: 'received', bit: 0, description: 'a character can be read' },
      { name: 'room', bit: 1, description: 'a character can be written' },
      { name: 'overrun', bit: 2, description: 'a character was lost' },
      { name: 'idle', bit: 3, description: 'everything written has been sent' },
    ],
  },
  {
    offset: 0x08,
    name: 'data',
    access: 'read-write',
    description: 'Reading takes the oldest character received (all ones: none), writing sends one.',
    sizes: [1, 4],
  },
  {
    offset: 0x0c,
    name: 'interruptEnable',
    access: 'read-write',
    description: 'Interrupts while a bit that is set here is set in status.',
    fields: [
      { name: 'received', bit: 0, description: 'a character can be read' },
      { name: 'room', bit: 1, description: 'a character can be written' },
    ],
  },
] as const);

type ConsoleRegister = (typeof CONSOLE_REGISTERS)['rows'][number]['name'];

export class Console extends RegisterDevice<ConsoleRegister> implements Device {
  readonly deviceClass = 'character';
  readonly description = 'console: characters in and out, queues of 16';
  readonly registers = CONSOLE_REGISTERS;
  readonly identity = { vendor: RUNQUEUE_VENDOR, device: 0x0011, classCode: 0x070000 };
  private received: number[] = [];
  private transmit: number[] = [];
  private overrun = false;
  private interruptEnable = 0;
  private sending = false;
  private sent: number[] = [];

  constructor(
    readonly name: string,
    readonly fixedAddress: number | undefined,
    private readonly characterCycles: number | undefined,
  ) {
    super();
  }

  /** Everything sent so far, decoded from UTF-8; a character appears with its last byte. */
  get output(): string {
    const output = new Utf8Text();
    for (const byte of this.sent) output.push(byte);
    return output.text;
  }

  receiveInput(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.received.length < CONSOLE_QUEUE_CHARACTERS) this.received.push(byte);
      else this.overrun = true;
    }
    this.drive();
  }

  handleEvent(): void {
    const character = this.transmit.shift();
    if (character !== undefined) this.sent.push(character);
    this.sending = false;
    this.sendNext();
    this.drive();
  }

  protected readRegister(name: ConsoleRegister): number {
    switch (name) {
      case 'status':
        return this.status();
      case 'interruptEnable':
        return this.interruptEnable;
      case 'data': {
        const character = this.received.shift() ?? -1;
        this.drive();
        return character;
      }
      case 'command':
        return 0;
    }
  }

  protected writeRegister(name: ConsoleRegister, value: number): void {
    if (name === 'data') {
      if (this.transmit.length < CONSOLE_QUEUE_CHARACTERS) this.transmit.push(value & 0xff);
      else this.overrun = true;
      this.sendNext();
    } else if (name === 'interruptEnable') this.interruptEnable = value & 3;
    else if (name === 'command') {
      if ((value & CONSOLE_COMMAND.clearReceived) !== 0) this.received = [];
      // The character that is on the wire goes out.
      if ((value & CONSOLE_COMMAND.clearTransmit) !== 0)
        this.transmit.length = Math.min(this.transmit.length, 1);
      if ((value & CONSOLE_COMMAND.clearOverrun) !== 0) this.overrun = false;
    }
    this.drive();
  }

  private status(): number {
    return (
      (this.received.length > 0 ? CONSOLE_STATUS.received : 0) |
      (this.transmit.length < CONSOLE_QUEUE_CHARACTERS ? CONSOLE_STATUS.room : 0) |
      (this.overrun ? CONSOLE_STATUS.overrun : 0) |
      (this.transmit.length === 0 ? CONSOLE_STATUS.idle : 0)
    );
  }

  private sendNext(): void {
    if (this.sending || this.transmit.length === 0) return;
    this.sending = true;
    const { costs } = this.host;
    const cycles = this.characterCycles ?? costs.consoleCharacter ?? COSTS.consoleCharacter.value;
    this.host.schedule(this.host.now() + cycles, 0);
  }

  private drive(): void {
    this.host.setInterrupt((this.status() & this.interruptEnable) !== 0);
  }

  save() {
    return {
      received: this.received.slice(),
      transmit: this.transmit.slice(),
      overrun: this.overrun,
      interruptEnable: this.interruptEnable,
      sending: this.sending,
      sent: this.sent.slice(),
    };
  }

  restore(state: ReturnType<Console['save']>): void {
    this.received = state.received.slice();
    this.transmit = state.transmit.slice();
    this.overrun = state.overrun;
    this.interruptEnable = state.interruptEnable;
    this.sending = state.sending;
    this.sent = state.sent.slice();
  }
}

/** The platform's console; `address: null` puts it on the bus instead. */
export function console(
  options: { name?: string; address?: number | null; characterCycles?: number } = {},
): Console {
  const { name = 'console', address = 0x1000_0000, characterCycles } = options;
  return new Console(name, address ?? undefined, characterCycles);
}
