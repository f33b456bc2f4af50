/** The picture of runs with locks: who runs, who counts as what over time, who waits for which lock, and for whom. */
import { definePicture } from '../../picture-description';
import { EVENTS } from './simulation';

export const picture = definePicture(EVENTS, {
  parts: {
    locks: { kind: 'table', title: 'Locks', key: 'lock', columns: ['has it', 'last change'] },
    waiting: { kind: 'queue', title: 'Wait for a lock, longest first' },
    chain: {
      kind: 'tree',
      title: 'Who waits for whom',
      noun: 'thread',
      states: { 'goes on': 'running', waits: 'blocked' },
    },
    counting: {
      kind: 'lanes',
      title: 'What each thread counts as',
      noun: 'thread',
      states: { 'its own': 'ready', raised: 'interrupt', 'worse than its own': 'blocked', over: 'none' },
    },
    cores: {
      kind: 'lanes',
      title: 'Cores',
      noun: 'core',
      count: { parameter: 'cores' },
      states: { runs: 'running', kernel: 'kernel', switches: 'switching', idles: 'idle' },
    },
  },
  on: {
    own: [
      { part: 'counting', lane: 'thread', state: 'its own', text: 'at {priority}' },
      { part: 'chain', node: 'thread', parent: -1, state: 'goes on', text: 'own {priority}' },
    ],
    counts: [
      { part: 'counting', lane: 'thread', state: { field: 'raised' }, text: 'at {priority}' },
      { part: 'chain', node: 'thread', text: 'own {own}', when: { raised: 0 } },
      {
        ...{ part: 'chain', node: 'thread', text: 'counts as {priority}, own {own}' },
        unless: { raised: 0 },
      },
    ],
    acquire: [
      {
        ...{ part: 'locks', row: 'lock' },
        set: { 'has it': { text: 'thread {thread}' }, 'last change': { text: 'free, given at once' } },
        when: { answer: 1 },
      },
      { part: 'waiting', push: 'thread', text: 'thread {thread}: lock {lock}', when: { answer: 0 } },
      {
        ...{ part: 'locks', row: 'lock' },
        set: { 'last change': { text: 'thread {thread} is refused' } },
        when: { answer: -1 },
      },
    ],
    'waits-for': [{ part: 'chain', node: 'thread', parent: 'owner', state: 'waits' }],
    release: [
      {
        ...{ part: 'locks', row: 'lock' },
        set: { 'has it': { text: 'nobody' }, 'last change': { text: 'thread {thread} gave it back' } },
        when: { next: -1 },
      },
      {
        ...{ part: 'locks', row: 'lock' },
        set: {
          'has it': { text: 'thread {next}' },
          'last change': { text: 'thread {thread} gave it back: to thread {next}' },
        },
        unless: { next: -1 },
      },
      { part: 'waiting', remove: 'next', unless: { next: -1 } },
      { part: 'chain', node: 'next', parent: -1, state: 'goes on', unless: { next: -1 } },
    ],
    'give-up': [
      { part: 'waiting', remove: 'thread' },
      { part: 'chain', node: 'thread', parent: -1, state: 'goes on' },
      {
        ...{ part: 'locks', row: 'lock' },
        set: { 'last change': { text: 'thread {thread} gave up waiting' } },
      },
    ],
    run: [{ part: 'cores', lane: 'core', state: 'runs', text: 'thread {thread}' }],
    trap: [{ part: 'cores', lane: 'core', state: 'kernel' }],
    interrupt: [{ part: 'cores', lane: 'core', state: 'kernel' }],
    'switch-start': [{ part: 'cores', lane: 'core', state: 'switches' }],
    'switch-end': [{ part: 'cores', lane: 'core', state: 'kernel' }],
    halt: [{ part: 'cores', lane: 'core', state: 'idles' }],
    exit: [
      { part: 'counting', lane: 'thread', state: 'over' },
      { part: 'chain', node: 'thread', remove: true },
    ],
  },
});
