/**
 * What became of each thing that was brought: a line each, so that nothing is lost in silence.
 *
 *      refused   nothing of it was taken
 *      lost      it was left out
 *      changed   it is here, and is not quite what it was
 *      note      nothing is missing
 */
import type { PackageFiles } from '../package-files';

export interface NamedPackage {
  readonly name: string;
  readonly files: PackageFiles;
}

export type Fate = 'refused' | 'lost' | 'changed' | 'note';

const MOST_LINES = 2_000;

export class ExchangeReport {
  readonly lines: string[] = [];
  private readonly said = new Set<string>();
  private readonly fates = new Map<string, Set<Fate>>();

  /** @param of what it is told of: a file, a question. Whatever is said twice is told once. */
  say(of: string, fate: Fate, what: string): void {
    const line = `${of}: ${fate}: ${what.replace(/\s+/g, ' ').slice(0, 300)}`;
    const fates = this.fates.get(of) ?? new Set();
    this.fates.set(of, fates.add(fate));
    if (this.said.has(line) || this.lines.length > MOST_LINES) return;
    this.said.add(line);
    this.lines.push(this.lines.length === MOST_LINES ? 'more than can be told here' : line);
  }

  /** Whether nothing of it was lost or changed. */
  isWhole(of: string): boolean {
    const fates = this.fates.get(of);
    return fates === undefined || [...fates].every((fate) => fate === 'note');
  }
}

/** The beginning of a text, for a line of the report. */
export const excerpt = (text: string) => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return JSON.stringify(plain.length <= 60 ? plain : `${plain.slice(0, 60)}...`);
};

export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Small letters, digits and hyphens; never one that is taken. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const words = wanted
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[a-z0-9]+/g);
  const stem =
    (words ?? [])
      .join('-')
      .slice(0, 40)
      .replace(/-$/, '')
      .replace(/^(?=\d)/, 'q') || 'question';
  for (let n = 1; ; n++) {
    const name = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(name)) return name;
  }
}
