/**
 * Parents, orphans and zombies after a sequence of forks, exits and waits.
 *
 * A small model of the tree of processes; its rules are those of the prompt. Events are drawn so that some process
 * becomes an orphan and some zombie stays.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const INIT = 1;
const EVENTS = 9;
const MAX_PROCESSES = 8;

type State = 'alive' | 'zombie' | 'gone';

interface Member {
  readonly number: number;
  parent: number;
  state: State;
}

/** What an event of the story did besides what it says. */
interface Effects {
  readonly adopted: readonly number[];
  readonly reaped: readonly number[];
}

export class ProcessTree {
  readonly members: Member[] = [{ number: INIT, parent: 0, state: 'alive' }];
  /** Zombies in the order of their exits. */
  private zombies: Member[] = [];
  reapedByInit = 0;

  member(number: number): Member {
    const found = this.members.find((each) => each.number === number);
    if (found === undefined) throw new Error(`there is no process ${number}`);
    return found;
  }

  children(number: number): Member[] {
    return this.members.filter(({ parent, state }) => parent === number && state !== 'gone');
  }

  zombiesOf(number: number): Member[] {
    return this.zombies.filter(({ parent }) => parent === number);
  }

  fork(parent: number, number: number): Effects {
    this.members.push({ number, parent, state: 'alive' });
    return { adopted: [], reaped: [] };
  }

  exit(number: number): Effects {
    const member = this.member(number);
    member.state = 'zombie';
    this.zombies.push(member);
    const orphans = this.children(number);
    for (const orphan of orphans) orphan.parent = INIT;
    const reaped = this.zombiesOf(INIT);
    for (const zombie of reaped) this.reap(zombie);
    this.reapedByInit += reaped.length;
    return { adopted: numbersOf(orphans), reaped: numbersOf(reaped) };
  }

  /** Takes the zombie among its children that exited first. */
  wait(number: number): Effects {
    const [first] = this.zombiesOf(number);
    if (first === undefined) throw new Error(`process ${number} has no zombie to wait for`);
    this.reap(first);
    return { adopted: [], reaped: [first.number] };
  }

  private reap(zombie: Member): void {
    zombie.state = 'gone';
    this.zombies = this.zombies.filter((each) => each !== zombie);
  }
}

const numbersOf = (members: readonly Member[]) => members.map(({ number }) => number);

interface Step extends Effects {
  readonly text: string;
}

interface Variant {
  readonly tree: ProcessTree;
  readonly beginning: readonly Member[];
  /** Number of the process from which apps are forked, where the tree is Android's. */
  readonly zygote: number | undefined;
  readonly steps: readonly Step[];
}

/** A tree of six: init has one child, the others hang below. */
function drawTree(random: Random): ProcessTree {
  const tree = new ProcessTree();
  let number = INIT;
  for (let count = 0; count < 5; count++) {
    number += random.between(1, 9);
    tree.fork(count === 0 ? INIT : random.pick(tree.members.slice(1)).number, number);
  }
  return tree;
}

/** @returns undefined when nothing is left that could happen. @param stays number of a process that never exits. */
function drawStep(random: Random, tree: ProcessTree, stays: number): Step | undefined {
  const alive = tree.members.filter(({ number, state }) => state === 'alive' && number !== INIT);
  const canWait = alive.filter(({ number }) => tree.zombiesOf(number).length > 0);
  const canExit = alive.length > 2 ? alive.filter(({ number }) => number !== stays) : [];
  const kinds: (() => Step)[] = canWait.map(({ number }) => () => ({
    text: `${number} calls wait`,
    ...tree.wait(number),
  }));
  if (tree.members.length <= MAX_PROCESSES)
    kinds.push(() => {
      const { number } = random.pick(alive);
      const child = Math.max(...numbersOf(tree.members)) + random.between(1, 5);
      return { text: `${number} forks ${child}`, ...tree.fork(number, child) };
    });
  if (canExit.length > 0) {
    const exit = () => {
      const { number } = random.pick(canExit);
      return { text: `${number} exits`, ...tree.exit(number) };
    };
    kinds.push(exit, exit);
  }
  return kinds.length === 0 ? undefined : random.pick(kinds)();
}

function draw(random: Random): Variant {
  for (;;) {
    const tree = drawTree(random);
    const beginning = structuredClone(tree.members);
    const zygote = random.chance(1, 3) ? tree.members[1].number : undefined;
    const steps: Step[] = [];
    for (let count = 0; count < EVENTS; count++) {
      const step = drawStep(random, tree, zygote ?? INIT);
      if (step !== undefined) steps.push(step);
    }
    const states = new Set(tree.members.map(({ state }) => state));
    const orphaned = steps.some(({ adopted }) => adopted.length > 0);
    const waited = steps.some(({ text }) => text.endsWith('wait'));
    if (steps.length === EVENTS && states.size === 3 && orphaned && waited)
      return { tree, beginning, zygote, steps };
  }
}

function generate(random: Random): Question {
  const { tree, beginning, zygote, steps } = draw(random);
  const asked = tree.members.slice(1);
  const zombies = asked.filter(({ state }) => state === 'zombie').length;
  const childrenOfInit = numbersOf(tree.children(INIT));
  return {
    prompt: [
      `Process ${INIT} is init, the ancestor of all.${zygote === undefined ? '' : ` Process ${zygote} is zygote, from which Android forks its apps.`} The table shows the tree of processes; then these things happen, in this order:`,
      steps.map(({ text }, index) => `${index + 1}. ${text}.`).join('\n'),
      [
        '- A process that exits is a **zombie** until its parent has waited for it; then it is **gone**.',
        '- When a process exits, **init** adopts all its children, the zombies among them too.',
        '- Init waits all the time: a zombie whose parent is init is gone at once.',
        '- A `wait` of any other process takes one zombie among its children, the one that exited first.',
      ].join('\n'),
    ].join('\n\n'),
    given: {
      caption: 'At the beginning',
      columns: ['process', 'parent'],
      rows: beginning.slice(1).map(({ number, parent }) => [String(number), String(parent)]),
    },
    parts: [
      {
        kind: 'table',
        id: 'processes',
        label: 'At the end: state (alive, zombie or gone), and parent (blank for what is gone)',
        points: 8,
        pointsPer: 'row',
        columns: ['state', 'parent'],
        rowLabels: asked.map(({ number }) => `process ${number}`),
        given: asked.map(() => [null, null]),
        answer: asked.map(({ state, parent }) => [state, state === 'gone' ? '' : String(parent)]),
      },
      {
        kind: 'number',
        id: 'by-init',
        label: 'For how many zombies has init waited since the beginning?',
        points: 2,
        answer: tree.reapedByInit,
        tolerance: 0,
        unit: 'processes',
      },
    ],
    explanation: [
      `An orphan does not go to its grandparent: init adopts it${zygote === undefined ? '' : ' (zygote makes apps, but adopts nobody)'}. A zombie holds only its entry, so that its parent can still ask how it ended; if the parent exits without asking, init does.`,
      `At the end ${zombies} ${zombies === 1 ? 'process is a zombie' : 'processes are zombies'}; the children of init are ${childrenOfInit.join(', ')}.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'What follows from each event',
        columns: ['event', '', 'adopted by init', 'gone'],
        rows: steps.map(({ text, adopted, reaped }, index) => [
          String(index + 1),
          text,
          adopted.join(', '),
          reaped.join(', '),
        ]),
      },
    ],
  };
}

export default {
  title: 'Orphans, zombies and init',
  summary: 'Follow a tree of processes through forks, exits and waits: who is whose parent in the end?',
  rows: [15],
  generate,
} satisfies QuestionDefinition;
