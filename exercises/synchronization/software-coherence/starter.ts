import type { Coherence, Services } from './contract';

/** Writes nothing back and drops nothing: every core lives with what its cache has. */
export class SoftwareCoherence implements Coherence {
  constructor(
    readonly services: Services,
    readonly cores: number,
    readonly objects: number,
  ) {}

  acquires(_core: number, _object: number): void {}

  stored(_core: number, _line: number): void {}

  releases(_core: number, _object: number): void {}

  deviceWrote(_object: number): void {}
}
