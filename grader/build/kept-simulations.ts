/**
 * Simulations of exercises as a child is sent them, kept in a folder of the build: a file's name ends in the hash of the
 * sources that it was made from. Made when an exercise is graded for the first time: with many exercises, a change of
 * one source makes only those again that reach it and that somebody uses.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSimulation } from '../confine/build-child';
import { onceEach } from '../library/once-each';
import { sampleJob } from '../library/prepared-exercise';

/**
 * @param sourcesOf hash of all that an exercise's simulation is made from. @param childPath as buildChild() made it.
 * @returns the simulation of an exercise.
 */
export function keptSimulations(
  folder: string,
  sourcesOf: (id: string) => string,
  childPath: string,
): (id: string) => Promise<Uint8Array> {
  return onceEach(async (id: string) => {
    const own = `${id.replace('/', '+')}.${process.version}.`;
    const path = join(folder, `${own}${sourcesOf(id)}`);
    if (!existsSync(path)) {
      const { exercise, job } = await sampleJob(id);
      mkdirSync(folder, { recursive: true });
      for (const old of readdirSync(folder))
        if (old.startsWith(own)) rmSync(join(folder, old), { force: true });
      await buildSimulation(join(exercise.folder, 'simulation.ts'), path, childPath, job);
    }
    return readFile(path);
  });
}
