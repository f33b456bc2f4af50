/**
 * Programs that refer to pages, on cores whose translation buffers the submission fills. Nothing about what is right
 * stands here.
 */
import type { Random } from '../../../simulator/engine/random';
import { BufferedCores } from '../../../simulator/kernel/memory/translations/buffered-cores';
import { TRANSLATION_EVENTS } from '../../../simulator/kernel/memory/translations/translation-events';
import type { SimulationContext } from '../../exercise-definition';

export type TranslationParameters = Readonly<{
  cores: number;
  entries: number;
  tags: number;
  spaces: number;
  /** Of each space. */
  pages: number;
  references: number;
  /** Pages that a space uses at a time. */
  near: number;
  /** Of a thousand references: how many are followed by another space on that core. */
  switches: number;
  /** Of a thousand references: how many are followed by a page that is taken out of a table. */
  unmaps: number;
  /** Of a hundred pages: how many are in the table from the start. */
  mapped: number;
}>;

export const EVENTS = TRANSLATION_EVENTS;

export function simulate(context: SimulationContext, parameters: TranslationParameters): null {
  const { policies, random, trace } = context;
  const { cores, entries, tags, spaces, pages, references, switches, unmaps, mapped } = parameters;
  const machine = new BufferedCores({ cores, entries, tags, spaces, pages, trace });
  context.countBy(() => ({
    ...{ cycles: machine.cycles, interrupts: machine.interrupts, translationMisses: machine.misses },
  }));
  const { methods } = policies.create({ ...machine.services }, cores, entries, tags);
  machine.use({
    switched: (core, space) => void methods.switched(core, space),
    missed: (core, space, page) => methods.missed(core, space, page),
    unmapped: (core, space, page) => void methods.unmapped(core, space, page),
  });
  let frames = 0;
  for (let space = 0; space < spaces; space++)
    for (let page = 0; page < pages; page++)
      if (random.below(100) < mapped) machine.map(space, page, frames++);
  const programs = Array.from({ length: spaces }, () => program(random, parameters));
  for (let core = 0; core < cores; core++) machine.switchTo(core, random.below(spaces));
  while (machine.references < references) {
    const core = random.below(cores);
    const space = machine.spaceOn(core);
    const page = programs[space].next();
    if (machine.reference(core, page) < 0 && machine.frameOf(space, page) < 0)
      machine.map(space, page, frames++);
    if (random.below(1000) < switches) machine.switchTo(core, random.below(spaces));
    if (random.below(1000) >= unmaps) continue;
    const other = random.below(3) === 0 ? random.below(spaces) : space;
    const gone = programs[other].any();
    if (machine.frameOf(other, gone) >= 0) machine.unmap(core, other, gone);
  }
  return null;
}

/** Mostly a few pages, which change slowly. */
function program(random: Random, { pages, near }: TranslationParameters) {
  const own = Array.from({ length: near }, () => random.below(pages));
  return {
    next() {
      if (random.below(24) === 0) own[random.below(near)] = random.below(pages);
      return random.pick(own);
    },
    any: () => random.pick(own),
  };
}
