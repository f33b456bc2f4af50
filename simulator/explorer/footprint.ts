/**
 * What a step touches: locations that it reads or changes. Two steps are in conflict when they touch the same
 * location and one of them changes it; steps that are not in conflict can be taken in either order, with the same
 * outcome.
 */
export class Footprint {
  count = 0;
  readonly locations: number[] = [];
  readonly writes: boolean[] = [];

  clear(): void {
    this.count = 0;
  }

  add(location: number, writes: boolean): void {
    for (let i = 0; i < this.count; i++)
      if (this.locations[i] === location) {
        if (writes) this.writes[i] = true;
        return;
      }
    this.locations[this.count] = location;
    this.writes[this.count++] = writes;
  }

  copy(): Footprint {
    const copy = new Footprint();
    for (let i = 0; i < this.count; i++) copy.add(this.locations[i], this.writes[i]);
    return copy;
  }

  conflictsWith(other: Footprint): boolean {
    for (let i = 0; i < this.count; i++)
      for (let j = 0; j < other.count; j++)
        if (this.locations[i] === other.locations[j] && (this.writes[i] || other.writes[j])) return true;
    return false;
  }
}
