/**
 * The `console` of a submission: text one way, bounded. Lives in the confined realm.
 *
 * Values are shown as a debugger would, two levels deep and twenty entries wide. Showing one may run getters of
 * the submission's; they are metered. What does not fit any more is dropped, and the last line says so. Printing
 * runs and costs the same whether there is room or not: module instances, which share nothing, share a console.
 */
const MAX_CONSOLE_LINES = 200;
const MAX_CONSOLE_CHARACTERS = 10_000;

const MAX_LINE_CHARACTERS = 2_000;
const MAX_ENTRIES = 20;
const MAX_LEVELS = 2;
const LINE_UNITS = 50;
const DROPPED = '(console.log: no more room; further lines are dropped)';

export class BoundedConsole {
  /** The object that the submission sees. */
  readonly face: Readonly<Record<string, (...values: unknown[]) => void>>;
  private lines: string[] = [];
  private characters = 0;
  private full = false;

  constructor(private readonly charge: (units: number) => void) {
    const print = (...values: unknown[]): void => this.print(values);
    this.face = { log: print, info: print, debug: print, warn: print, error: print };
  }

  get length(): number {
    return this.lines.length;
  }

  line(index: number): string {
    return this.lines[index] ?? '';
  }

  clear(): void {
    this.lines = [];
    this.characters = 0;
    this.full = false;
  }

  private print(values: unknown[]): void {
    this.charge(LINE_UNITS);
    let text = '';
    for (let i = 0; i < values.length && text.length < MAX_LINE_CHARACTERS; i++)
      text +=
        (i === 0 ? '' : ' ') +
        (typeof values[i] === 'string' ? shorten(values[i] as string) : show(values[i], 0));
    text = shorten(text);
    this.charge(text.length);
    if (this.full) return;
    this.characters += text.length;
    this.full = this.lines.length >= MAX_CONSOLE_LINES - 1 || this.characters > MAX_CONSOLE_CHARACTERS;
    this.lines.push(this.full ? DROPPED : text);
  }
}

function shorten(text: string): string {
  return text.length > MAX_LINE_CHARACTERS ? `${text.slice(0, MAX_LINE_CHARACTERS)}...` : text;
}

function show(value: unknown, level: number): string {
  if (typeof value === 'string') return `'${shorten(value)}'`;
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'symbol') return '[symbol]';
  if (typeof value !== 'object' || value === null) return `${value as number}`;
  if (value instanceof Error)
    return typeof value.message === 'string' ? `Error: ${shorten(value.message)}` : 'Error';
  if (level === MAX_LEVELS) return Array.isArray(value) ? '[...]' : '{...}';
  if (value instanceof Map || value instanceof Set) return showCollection(value, level);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = value as unknown as ArrayLike<unknown>;
    const shown: string[] = [];
    for (let i = 0; i < list.length && i < MAX_ENTRIES; i++) shown.push(show(list[i], level + 1));
    return `[${shown.join(', ')}${list.length > MAX_ENTRIES ? ', ...' : ''}]`;
  }
  const names = Object.keys(value);
  const shown = names
    .slice(0, MAX_ENTRIES)
    .map((name) => `${name}: ${show((value as Record<string, unknown>)[name], level + 1)}`);
  return `{${shown.join(', ')}${names.length > MAX_ENTRIES ? ', ...' : ''}}`;
}

function showCollection(value: Map<unknown, unknown> | Set<unknown>, level: number): string {
  const shown: string[] = [];
  for (const entry of value) {
    if (shown.length === MAX_ENTRIES) {
      shown.push('...');
      break;
    }
    const [first, second] = value instanceof Map ? (entry as [unknown, unknown]) : [entry, undefined];
    shown.push(show(first, level + 1) + (value instanceof Map ? ` => ${show(second, level + 1)}` : ''));
  }
  return `${value instanceof Map ? 'Map' : 'Set'}(${value.size}) {${shown.join(', ')}}`;
}
