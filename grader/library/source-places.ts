/** Where something stands in the files of an exercise, for messages: `hidden.ts:23`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onceEach } from './once-each';

export class SourcePlaces {
  private readonly placesIn = onceEach((file: string) => {
    const path = join(this.folder, file);
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    return onceEach((name: string) => this.find(file, lines, name));
  });

  constructor(private readonly folder: string) {}

  /** The first line of a file that names this, as the value of a property or as a text of its own; else the file. */
  of(file: string, name: string): string {
    return this.placesIn(file)(name);
  }

  private find(file: string, lines: readonly string[], name: string): string {
    const quoted = [`'${name}'`, `"${name}"`, `\`${name}\``];
    const definitions = quoted.map((each) => new RegExp(`\\b(name|id): ${each}`));
    const isNamed = (line: string) => quoted.some((each) => line.includes(each));
    const isDefined = (line: string) => definitions.some((each) => each.test(line));
    const at = [isDefined, isNamed].map((is) => lines.findIndex(is)).find((line) => line >= 0);
    return at === undefined ? file : `${file}:${at + 1}`;
  }

  /** Of a case that samples.ts or hidden.ts declares. */
  ofCase({ name, role }: { readonly name: string; readonly role: string }): string {
    if (role === 'sample') return this.of('samples.ts', name);
    return this.of('hidden.ts', role === 'leaderboard' ? name.replace(/-\d+$/, '') : name);
  }

  /** Of a solution: a patch has its line in wrong.ts; `right/naive.ts` has its name. */
  ofSolution({ place, name }: { readonly place: string; readonly name: string }): string {
    return place.startsWith('wrong.ts ') ? `${this.of('wrong.ts', name)} (${name})` : place;
  }
}
