import { type Buffer, type Operation, pause } from './contract';

export class SharedBuffer implements Buffer {
  constructor(
    _services: object,
    private readonly places: number,
    private readonly words: number,
  ) {}

  *open(key: number, pages: number): Operation {
    // Make or find the segment, and attach it.
    return yield* pause();
  }

  *send(from: number): Operation {
    return yield* pause();
  }

  *receive(to: number): Operation {
    return yield* pause();
  }

  *reserve(): Operation {
    // Is there a place for one more message? Where?
    return yield* pause();
  }

  *publish(): Operation {
    return yield* pause();
  }

  *peek(): Operation {
    // Is there a message? Where?
    return yield* pause();
  }

  *release(): Operation {
    return yield* pause();
  }
}
