/**
 * A process that moves from one machine to another while it runs.
 *
 *      here   steps ... steps │ paused │            a page takes `stepsPerPage` steps of the process to be sent
 *      there                           │ steps ...  goes on with the pages that were sent
 */
import { RIGHTS } from '../page-table';
import { TranslatedMemory } from '../spaces/translated-memory';
import { digestOf, pageServices, pagesOf } from './checkpointed-process';
import type { MigrationMechanism, MigrationServices } from './migration-interface';
import type { ProgramPages, SteppedProgram } from './stepped-program';

export interface MigratingProcessOptions {
  readonly pages: number;
  /** Pages from 0 on that the process may not write. Default 0. */
  readonly readOnly?: number;
  readonly program: SteppedProgram;
  readonly stepsPerPage: number;
  readonly migration: (services: MigrationServices, pages: number) => MigrationMechanism;
}

export class MigratingProcess {
  sentPages = 0;
  /** Of them: those for which the process stood still. */
  downtimePages = 0;
  faults = 0;
  private paused = false;
  private readonly here: TranslatedMemory;
  private readonly there: TranslatedMemory;
  private readonly program: SteppedProgram;
  private readonly stepsPerPage: number;
  private readonly pagesHere: ProgramPages;
  private readonly pagesThere: ProgramPages;
  private readonly mechanism: MigrationMechanism;
  private hasMoved = false;

  constructor({ pages, readOnly = 0, program, stepsPerPage, migration }: MigratingProcessOptions) {
    this.program = program;
    this.stepsPerPage = stepsPerPage;
    this.here = filled(pages, readOnly);
    this.there = filled(pages, readOnly);
    this.pagesHere = pagesOf(this.here, () => 0);
    this.pagesThere = pagesOf(this.there, () => 0);
    this.mechanism = migration(pageServices(this.here), pages);
    this.here.handler = (_, page) => {
      this.faults++;
      return this.mechanism.fault(page) === 1;
    };
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) this.program(this.hasMoved ? this.pagesThere : this.pagesHere);
  }

  migrate(): void {
    for (;;) {
      const page = this.mechanism.next();
      if (page >= 0) this.send(page);
      else if (this.paused) break;
      else this.paused = true;
    }
    this.hasMoved = true;
  }

  /** Of the pages where the process ran before, and where it runs after the move. */
  digests(): { readonly here: string; readonly there: string } {
    return { here: digestOf(this.here), there: digestOf(this.there) };
  }

  private send(page: number): void {
    this.sentPages++;
    if (this.paused) this.downtimePages++;
    this.there.bytesOf(page).set(this.here.bytesOf(page));
    if (!this.paused) this.run(this.stepsPerPage);
  }
}

/** All pages of one space, page and frame of the same number, zeros. */
function filled(pages: number, readOnly: number): TranslatedMemory {
  const memory = new TranslatedMemory({ frames: pages, spaces: 1, pages });
  for (let page = 0; page < pages; page++)
    memory.setEntry(
      0,
      page,
      (memory.frames.allocate() << 10) | (page < readOnly ? RIGHTS.readOnly : RIGHTS.readWrite),
    );
  return memory;
}
