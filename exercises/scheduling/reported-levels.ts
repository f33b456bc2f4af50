/**
 * Notes the levels that a policy gave in answer to an event: those told right behind it.
 * @param events of a run whose `level` has a thread and its level. @param between kinds that may stand there.
 */
export function readLevels(
  events: { nameAt(index: number): string | undefined; at(index: number): object },
  index: number,
  between: ReadonlySet<string | undefined>,
  reported: Map<number, number>,
): void {
  for (let at = index + 1; between.has(events.nameAt(at)); at++) {
    if (events.nameAt(at) !== 'level') continue;
    const { thread, level } = events.at(at) as { readonly thread: number; readonly level: number };
    reported.set(thread, level);
  }
}
