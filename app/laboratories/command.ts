/** A setting as the command that runs it. */
import type { Laboratory } from '../../simulator/laboratories/laboratory';

export function commandOf({ name, parameters }: Laboratory, given: Readonly<Record<string, string>>): string {
  const options = Object.entries(parameters).flatMap(([option, { form, initial, required }]) => {
    const value = given[option] ?? initial;
    if (form.kind === 'switch') return value === '' ? [] : [`--${option}`];
    if (form.kind === 'lines') return value.trim() === '' ? [] : [`--${option} ${option}.txt`];
    return value === initial && !required ? [] : [`--${option} ${quoted(value)}`];
  });
  return ['npx runqueue lab', name, ...options].join(' ');
}

/** As a shell takes it for one word. */
function quoted(value: string): string {
  return /^[\w,.:+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
