/**
 * A kernel to which modules come and go: it draws what is asked of the table next, and goes by what was answered.
 * Nothing about what is right stands here.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import type { SimulationContext } from '../../exercise-definition';

/** What does not fit, beside what does; `all`: each of them. */
const KINDS = ['none', 'incomplete', 'twice', 'failing', 'busy', 'strange', 'all'] as const;
export type ModuleParameters = {
  readonly interfaces: number;
  /** Of each interface, up to ten. */
  readonly names: number;
  readonly steps: number;
  readonly mistakes: (typeof KINDS)[number];
};

const METHODS = ['describe', 'load', 'open', 'call', 'close', 'unload'] as const;
const MOST_OPERATIONS = 8;
/** What is set in a mask of operations, by the mask. */
const SETS = Array.from({ length: 1 << MOST_OPERATIONS }, (_, mask) =>
  Array.from({ length: MOST_OPERATIONS }, (_, i) => i)
    .filter((i) => (mask >> i) & 1)
    .join(' '),
);

export const EVENTS = defineEvents({
  asked: {
    fields: ['method'],
    description: 'The kernel asks the table; what it runs for it and its answer follow.',
    sentence: 'the kernel calls {method}',
    words: { method: METHODS },
  },
  described: {
    fields: ['interface', 'operations', 'required'],
    description: 'The table is told of an interface.',
    sentence: 'interface {interface} has {operations:count operations}, required are {required}',
    words: { required: SETS },
  },
  image: {
    fields: ['image', 'interface', 'module', 'present'],
    description: 'A module lies in memory; bit i of present: it has operation i.',
    sentence: 'module {image} lies in memory: interface {interface}, name {module}, operations {present}',
    words: { present: SETS },
  },
  ran: {
    fields: ['image', 'operation', 'argument', 'answer'],
    description: 'The table ran an operation of a module.',
    sentence: 'operation {operation} of module {image} runs with {argument}: the answer is {answer}',
    words: { operation: ['0 (start)', '1 (end)'] },
  },
  stray: {
    fields: ['address', 'argument'],
    description: 'The table ran what is no operation of a module in memory: nothing happens.',
    sentence: 'no operation lies at {address:place}, where the table runs one',
  },
  loaded: {
    fields: ['image', 'answer'],
    description: 'load: the answer.',
    sentence: 'load of module {image}: the answer is {answer}',
  },
  opened: {
    fields: ['interface', 'module', 'answer', 'image'],
    description: 'open: the answer. -1: no such module is loaded.',
    sentence: 'open of {module} of interface {interface}: the answer is {answer}',
  },
  called: {
    fields: ['handle', 'operation', 'argument', 'answer'],
    description: 'call: the answer.',
    sentence: 'call of operation {operation} by handle {handle} with {argument}: the answer is {answer}',
  },
  closed: {
    fields: ['handle', 'answer'],
    description: 'close: the answer.',
    sentence: 'close of handle {handle}: the answer is {answer}',
  },
  unloaded: {
    fields: ['interface', 'module', 'answer', 'image'],
    description: 'unload: the answer. -1: no such module is loaded.',
    sentence: 'unload of {module} of interface {interface}: the answer is {answer}',
  },
});
const EVENT = EVENTS.index;

interface Interface {
  readonly number: number;
  readonly operations: number;
  readonly required: number;
}
interface Image {
  readonly number: number;
  readonly place: number;
  readonly of: Interface;
  readonly name: number;
  readonly present: number;
  readonly startAnswer: number;
}

/** Names, as many of them as the parameters say: 0, and such that one of them is another number with digits behind. */
const NAMES = [0, 1, 100, 999, 200, 300, 11, 500, 998, 50];
/** By so much the number of an interface that nobody described differs from one that is there. */
const UNKNOWN = [40, 64, -100, 1_024];
/** What operation 1 answers, by the module's number: whatever it is, the module is gone. */
const END_ANSWERS = [0, -1, 5];

const IMAGES = 0x4000;
const IMAGE_BYTES = 64;
const OPERATIONS = 0x10_0000;
const OPERATIONS_OF_IMAGE = 16;

export function simulate(context: SimulationContext, parameters: ModuleParameters): null {
  new ModuleRun(context, parameters).run();
  return null;
}

class ModuleRun {
  /** By place in memory. */
  private readonly images: (Image | undefined)[] = [];
  private readonly loaded: Image[] = [];
  private readonly open: { readonly handle: number; readonly image: Image }[] = [];
  private readonly closed: number[] = [-1, 1_000, 2_000_000_000];
  private readonly interfaces: readonly Interface[];
  private readonly methods;
  private made = 0;
  private step = 0;
  private readonly random: Random;

  constructor(
    private readonly context: SimulationContext,
    private readonly parameters: ModuleParameters,
  ) {
    const { random, policies } = context;
    this.random = random;
    this.interfaces = Array.from({ length: parameters.interfaces }, (_, i) => {
      const operations = random.between(5, MOST_OPERATIONS);
      return {
        number: 2 + 3 * i + random.below(3),
        operations,
        required: 0b0111 | random.below(1 << operations) | (i % 2 === 0 ? 1 << (operations - 1) : 0),
      };
    });
    context.counters.policyUnits = 0;
    this.methods = policies.create({
      load: (address) => this.word(address),
      run: (address, argument) => this.runOperation(address, argument),
    }).methods;
  }

  run(): void {
    const { context, parameters, interfaces } = this;
    for (const { number, operations, required } of interfaces) {
      this.ask('describe', number, operations, required);
      this.record(EVENT.described, number, operations, required);
    }
    for (this.step = 1; this.step <= parameters.steps; this.step++) {
      this.act();
      context.counters.policyUnits = (context.counters.policyUnits ?? 0) + context.policies.takeUnits();
    }
  }

  private act(): void {
    const { random, loaded, open, parameters } = this;
    const { mistakes, interfaces, names } = parameters;
    const kind = mistakes === 'all' ? KINDS[random.between(1, KINDS.length - 2)] : mistakes;
    if (kind !== 'none' && random.below(3) === 0) this.strain(kind as string);
    else {
      const draw = random.below(10);
      const idle = loaded.filter((image) => !open.some((each) => each.image === image));
      if (loaded.length === 0 || (draw < 3 && loaded.length < interfaces * names)) this.load({});
      else if (open.length === 0 || draw < 5) this.opens(random.pick(loaded));
      else if (draw < 8) this.calls();
      else if (draw < 9 || idle.length === 0) this.closes(random.below(open.length));
      else this.unloads(random.pick(idle));
    }
  }

  /** Something that does not fit. */
  private strain(kind: string): void {
    const { random, loaded, open, closed, parameters } = this;
    if (kind === 'incomplete') this.load(random.below(4) === 0 ? { unknown: true } : { incomplete: true });
    else if (kind === 'failing') this.load({ failing: true });
    else if (kind === 'twice') {
      const image = loaded.length > 0 ? random.pick(loaded) : undefined;
      this.load(image === undefined ? {} : { like: image });
    } else if (kind === 'busy') {
      if (open.length > 0) this.unloads((random.pick(open) as { readonly image: Image }).image);
      else if (loaded.length > 0) this.opens(random.pick(loaded));
    } else {
      const { number, operations } = random.pick(this.interfaces);
      const handle = open.length > 0 ? random.pick(open) : undefined;
      const absent = handle && lacking(handle.image);
      switch (random.below(6)) {
        case 0:
          this.record(EVENT.opened, number, parameters.names, this.ask('open', number, parameters.names), -1);
          break;
        case 1:
          this.record(
            EVENT.unloaded,
            number,
            parameters.names,
            this.ask('unload', number, parameters.names),
            -1,
          );
          break;
        case 2: {
          const old = random.pick(closed);
          this.record(EVENT.closed, old, this.ask('close', old));
          break;
        }
        case 3:
          this.perform(random.pick(closed), random.between(2, operations - 1));
          break;
        case 4:
          if (handle) this.perform(handle.handle, random.pick([-1, 0, 1, handle.image.of.operations, 400]));
          break;
        default:
          if (handle && absent !== undefined) this.perform(handle.handle, absent);
      }
    }
  }

  private failing = 0;

  private load(how: {
    readonly unknown?: true;
    readonly incomplete?: true;
    readonly failing?: true;
    readonly like?: Image;
  }): void {
    const { random, images, interfaces, parameters, loaded } = this;
    const known = how.like?.of ?? random.pick(interfaces);
    const of = how.unknown ? { ...known, number: known.number + UNKNOWN[this.made % UNKNOWN.length] } : known;
    const free = NAMES.slice(0, parameters.names).filter(
      (name) => !loaded.some((each) => each.of.number === of.number && each.name === name),
    );
    if (free.length === 0 && how.like === undefined) return;
    const name = how.like?.name ?? random.pick(free);
    const needed = Array.from({ length: of.operations }, (_, i) => i).filter((i) => (of.required >> i) & 1);
    const whole = of.required | random.below(1 << of.operations);
    const present = how.incomplete ? whole & ~(1 << random.pick(needed)) : whole;
    let place = 0;
    while (images[place] !== undefined) place++;
    const image = {
      number: this.made++,
      place,
      of,
      name,
      present,
      // Each kind of failure is met: who takes one of them for success is told from who takes the other.
      startAnswer: how.failing ? (this.failing++ === 0 ? -1 : random.pick([-1, 1, 2, 7, 256])) : 0,
    };
    images[place] = image;
    this.record(EVENT.image, image.number, of.number, name, present);
    const answer = this.ask('load', IMAGES + IMAGE_BYTES * place);
    this.record(EVENT.loaded, image.number, answer);
    if (answer === 0) loaded.push(image);
    else images[place] = undefined;
  }

  private opens(image: Image): void {
    const answer = this.ask('open', image.of.number, image.name);
    this.record(EVENT.opened, image.of.number, image.name, answer, image.number);
    if (answer < 0) return;
    this.open.push({ handle: answer, image });
    const old = this.closed.indexOf(answer);
    if (old >= 0) this.closed.splice(old, 1);
  }

  private calls(): void {
    const { handle, image } = this.random.pick(this.open);
    const present = Array.from({ length: image.of.operations }, (_, i) => i).filter(
      (i) => i >= 2 && (image.present >> i) & 1,
    );
    if (present.length > 0) this.perform(handle, this.random.pick(present));
  }

  private perform(handle: number, operation: number): void {
    const argument = this.random.between(-1_000, 1_000);
    this.record(EVENT.called, handle, operation, argument, this.ask('call', handle, operation, argument));
  }

  private closes(index: number): void {
    const { handle } = this.open[index] as { readonly handle: number };
    this.open.splice(index, 1);
    this.record(EVENT.closed, handle, this.ask('close', handle));
    if (!this.open.some((each) => each.handle === handle)) this.closed.push(handle);
  }

  private unloads(image: Image): void {
    const answer = this.ask('unload', image.of.number, image.name);
    this.record(EVENT.unloaded, image.of.number, image.name, answer, image.number);
    if (answer !== 0) return;
    this.images[image.place] = undefined;
    this.loaded.splice(this.loaded.indexOf(image), 1);
  }

  private ask(method: (typeof METHODS)[number], ...numbers: readonly number[]): number {
    this.record(EVENT.asked, METHODS.indexOf(method));
    return (this.methods[method] as (...all: number[]) => number)(...numbers);
  }

  /** Where nothing lies, anything does. */
  private word(address: number): number {
    this.context.counters.memoryAccesses = (this.context.counters.memoryAccesses ?? 0) + 1;
    const place = Math.floor((address - IMAGES) / IMAGE_BYTES);
    const index = ((address - IMAGES) % IMAGE_BYTES) / 4;
    const image = this.images[place];
    if (image === undefined || !Number.isInteger(index) || index >= image.of.operations + 2)
      return Math.imul(address | 1, 0x9e37_79b1);
    if (index === 0) return image.of.number;
    if (index === 1) return image.name;
    return (image.present >> (index - 2)) & 1 ? operationAddress(image, index - 2) : 0;
  }

  private runOperation(address: number, argument: number): number {
    const image = this.images.find(
      (each) =>
        each !== undefined && Math.floor((address - OPERATIONS) / 4 / OPERATIONS_OF_IMAGE) === each.number,
    );
    const operation = image === undefined ? 0 : (address - operationAddress(image, 0)) / 4;
    if (image === undefined || !Number.isInteger(operation) || !((image.present >> operation) & 1)) {
      this.record(EVENT.stray, address | 0, argument | 0);
      return -1;
    }
    const answer =
      operation === 0
        ? image.startAnswer
        : operation === 1
          ? END_ANSWERS[image.number % END_ANSWERS.length]
          : Math.imul(address, argument | 1) >> 8;
    this.record(EVENT.ran, image.number, operation, argument | 0, answer);
    return answer;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.step, kind, a, b, c, d);
  }
}

const operationAddress = ({ number }: Image, operation: number) =>
  OPERATIONS + 4 * (OPERATIONS_OF_IMAGE * number + operation);

/** An operation of its interface that a module does not have. */
function lacking({ of, present }: Image): number | undefined {
  for (let i = 2; i < of.operations; i++) if (!((present >> i) & 1)) return i;
  return undefined;
}
