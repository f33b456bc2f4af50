/**
 * Simulations of exercises as a child is sent them, kept in a folder of the build whose name is the hash of the sources
 * that they were made from. Made when an exercise is graded for the first time: with many exercises, a change of one
 * source makes only those again that somebody uses.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSimulation } from '../confine/build-child';
import { onceEach } from '../library/once-each';
import { sampleJob } from '../library/prepared-exercise';

/** @param childPath as buildChild() made it. @returns the simulation of an exercise. */
export function keptSimulations(
  folder: string,
  sources: string,
  childPath: string,
): (id: string) => Promise<Uint8Array> {
  const current = join(folder, sources);
  return onceEach(async (id: string) => {
    const path = join(current, `${id.replace('/', '+')}.${process.version}`);
    if (!existsSync(path)) {
      const { exercise, job } = await sampleJob(id);
      mkdirSync(current, { recursive: true });
      for (const old of readdirSync(folder))
        if (old !== sources) rmSync(join(folder, old), { recursive: true, force: true });
      await buildSimulation(join(exercise.folder, 'simulation.ts'), path, childPath, job);
    }
    return readFile(path);
  });
}
