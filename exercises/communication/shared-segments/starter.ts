import type { SegmentsMechanism, Services } from './contract';

export class Segments implements SegmentsMechanism {
  constructor(private readonly services: Services) {
    // Make the segment table here.
  }

  create(process: number, key: number, pages: number): number {
    // Does a segment have this key? May there be one more?
    return -1;
  }

  attach(process: number, segment: number, rights: number): number {
    // Which addresses are free? Which frames belong there?
    return -1;
  }

  detach(process: number, address: number): number {
    return -1;
  }

  destroy(segment: number): number {
    // Does anybody have it attached?
    return -1;
  }

  inherit(parent: number, child: number): number {
    return 0;
  }

  over(process: number): number {
    return 0;
  }

  status(segment: number, what: number): number {
    return -1;
  }
}
