/** Runs what needs the browser's storage. @returns null where that is forbidden or full: what is kept there is then not kept. */
export function stored<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null;
  }
}
