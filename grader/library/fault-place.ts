/** Where an error comes from that somebody's exercise or question caused, as a sentence with file and line. */

/**
 * @param folder from the project's root, with a slash at its end; files are named from there.
 * @returns undefined when no file of the folder is in it: then it is a fault of ours.
 */
export function placedFault(error: unknown, folder: string): string | undefined {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place = `${message}\n${stack}`.match(new RegExp(`${folder}([\\w./-]+\\.(?:ts|md))(?::(\\d+))?`));
  if (place === null) return undefined;
  const [, file, line] = place;
  // A transformer tells the fault itself in a line of its own.
  const first = /ERROR: (.*)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  return `${file}${line === undefined ? '' : `:${line}`}: ${first.trim()}`;
}
