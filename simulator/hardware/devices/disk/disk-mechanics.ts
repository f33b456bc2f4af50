/**
 * How long a disk takes: the arm seeks, the platter turns, sectors pass under the head.
 *
 *      service = command + seek + rotational delay + transfer      (per track that the request touches)
 *
 * Logical sectors follow one another along a track, then over the surfaces of a cylinder, then to the next
 * cylinder. Sector 0 of every track is under the head at multiples of the rotation time: no track skew. A seek
 * takes `trackSeekCycles` to the next cylinder, `fullSeekCycles` over all of them, and in between in proportion to
 * the distance. Source of the model: Ruemmler and Wilkes, An introduction to disk drive modeling (1994), with its
 * seek curve made linear.
 */
import type { CostOverrides } from '../../cost-overrides';
import * as COSTS from '../../costs';

export interface DiskGeometry {
  readonly cylinders: number;
  readonly surfaces: number;
  readonly sectorsPerTrack: number;
}

export const SECTOR_BYTES = 512;

export interface DiskTimes {
  readonly commandCycles: number;
  readonly trackSeekCycles: number;
  readonly fullSeekCycles: number;
  readonly headSwitchCycles: number;
  readonly rotationCycles: number;
}

/** What is given, then what the machine has otherwise than the table, then the table. */
export function diskTimes(given: Partial<DiskTimes> = {}, costs: CostOverrides = {}): DiskTimes {
  return {
    commandCycles: given.commandCycles ?? costs.diskCommand ?? COSTS.diskCommand.value,
    trackSeekCycles: given.trackSeekCycles ?? costs.diskTrackSeek ?? COSTS.diskTrackSeek.value,
    fullSeekCycles: given.fullSeekCycles ?? costs.diskFullSeek ?? COSTS.diskFullSeek.value,
    headSwitchCycles: given.headSwitchCycles ?? costs.diskHeadSwitch ?? COSTS.diskHeadSwitch.value,
    rotationCycles: given.rotationCycles ?? costs.diskRotation ?? COSTS.diskRotation.value,
  };
}

/** A request's parts, in cycles, and where the arm is left. */
export interface DiskService {
  readonly seekCycles: number;
  readonly rotationCycles: number;
  readonly transferCycles: number;
  readonly cylinder: number;
  readonly surface: number;
}

export class DiskMechanics {
  readonly sectors: number;
  /** A sector passing under the head. */
  readonly sectorCycles: number;
  /** One revolution: a whole number of sectors. */
  readonly rotationCycles: number;

  constructor(
    readonly geometry: DiskGeometry,
    readonly times: DiskTimes = diskTimes(),
  ) {
    const { cylinders, surfaces, sectorsPerTrack } = geometry;
    for (const [name, value] of Object.entries(geometry))
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(`disk: ${name} must be at least 1, got ${value}`);
    this.sectors = cylinders * surfaces * sectorsPerTrack;
    this.sectorCycles = Math.max(1, Math.floor(times.rotationCycles / sectorsPerTrack));
    this.rotationCycles = this.sectorCycles * sectorsPerTrack;
  }

  cylinderOf(sector: number): number {
    const { surfaces, sectorsPerTrack } = this.geometry;
    return Math.floor(sector / (surfaces * sectorsPerTrack));
  }

  seekCycles(from: number, to: number): number {
    const distance = Math.abs(to - from);
    if (distance === 0) return 0;
    const { trackSeekCycles, fullSeekCycles } = this.times;
    const span = Math.max(1, this.geometry.cylinders - 2);
    return trackSeekCycles + Math.floor(((fullSeekCycles - trackSeekCycles) * (distance - 1)) / span);
  }

  /** What it takes to pass over `count` sectors from `sector` on, beginning at `cycle` with the arm where it is. */
  service(cycle: number, cylinder: number, surface: number, sector: number, count: number): DiskService {
    const { surfaces, sectorsPerTrack } = this.geometry;
    const sum = { seekCycles: 0, rotationCycles: 0, transferCycles: 0, cylinder, surface };
    let at = cycle;
    for (let next = sector, left = count; left > 0; ) {
      const track = Math.floor(next / sectorsPerTrack);
      const toCylinder = Math.floor(track / surfaces);
      const toSurface = track % surfaces;
      let seek = this.seekCycles(sum.cylinder, toCylinder);
      if (seek === 0 && toSurface !== sum.surface) seek = this.times.headSwitchCycles;
      const target = (next % sectorsPerTrack) * this.sectorCycles;
      const angle = (at + seek) % this.rotationCycles;
      const delay = (target - angle + this.rotationCycles) % this.rotationCycles;
      const here = Math.min(left, sectorsPerTrack - (next % sectorsPerTrack));
      sum.seekCycles += seek;
      sum.rotationCycles += delay;
      sum.transferCycles += here * this.sectorCycles;
      at += seek + delay + here * this.sectorCycles;
      sum.cylinder = toCylinder;
      sum.surface = toSurface;
      next += here;
      left -= here;
    }
    return sum;
  }
}
