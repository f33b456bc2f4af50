/** The judging kit: what a rule book makes of findings, events by name, budgets and cases from what they share. */
import { describe, expect, it } from 'vitest';
import { defineEvents } from '../../simulator/engine/define-events';
import { type EventKinds, Trace } from '../../simulator/engine/trace';
import { partsByMethod, policyCycles } from './budgets';
import { casesFrom, samplesFrom } from './cases-from';
import { Events } from './events';
import { RuleBook } from './rule-book';

const RULES = ['AB1', 'AB2', 'AB3'] as const;

describe('a rule book', () => {
  it('tells the first finding of a rule, in the order of the rules, whatever was kept', () => {
    const book = new RuleBook(RULES);
    book.kept('AB1', 'AB2');
    book.broken('AB2', 7, 'first');
    book.broken('AB2', 3, 'second');
    expect(book.checks()).toEqual([
      { rule: 'AB1', passed: true, message: '' },
      { rule: 'AB2', passed: false, message: 'first', event: 7 },
    ]);
    expect(RULES.filter((rule) => book.isBroken(rule))).toEqual(['AB2']);
  });

  it('leaves out what was withheld before it was broken, kept or not', () => {
    const book = new RuleBook(RULES);
    book.broken('AB1', 1, 'the cause');
    book.withhold('AB1', 'AB2', 'AB3');
    book.broken('AB2', 2, 'a consequence');
    book.kept('AB3');
    expect(book.checks()).toEqual([{ rule: 'AB1', passed: false, message: 'the cause', event: 1 }]);
  });

  it('refuses a rule that does not exist', () => {
    const book = new RuleBook<string>(RULES);
    for (const name of [() => book.kept('AB4'), () => book.broken('AB4', 0, ''), () => book.withhold('AB4')])
      expect(name).toThrow('The judge names the rule AB4; there are AB1, AB2, AB3');
  });
});

const { kinds, index: EVENT } = defineEvents({
  read: { fields: ['core', 'page'], description: '' },
  'bad-read': { fields: ['answer'], description: '' },
  end: { fields: [], description: '' },
});

describe('events', () => {
  const trace = new Trace(kinds);
  trace.record(10, EVENT.read, 0, 5);
  trace.record(20, EVENT['bad-read'], 3);
  trace.record(30, EVENT.read, 1, 6);
  trace.record(40, EVENT.end);
  const events = new Events(trace, kinds);

  it('have their fields by name, in order, of the kinds that are asked for', () => {
    expect([...events.of('read', 'bad-read')]).toEqual([
      { name: 'read', index: 0, cycle: 10, core: 0, page: 5 },
      { name: 'bad-read', index: 1, cycle: 20, answer: 3 },
      { name: 'read', index: 2, cycle: 30, core: 1, page: 6 },
    ]);
    expect([...events.of()]).toHaveLength(4);
    expect([...events.between(1, 99, 'read')].map(({ page }) => page)).toEqual([6]);
    expect([...events.between(0, 2)].map(({ name }) => name)).toEqual(['read', 'bad-read']);
    expect([...events.before(3, 'read')].map(({ cycle }) => cycle)).toEqual([30, 10]);
  });

  it('are told apart by place', () => {
    expect([events.isAt(3, 'read', 'end'), events.isAt(2, 'end'), events.isAt(4, 'end')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([events.nameAt(1), events.nameAt(4)]).toEqual(['bad-read', undefined]);
    expect(() => events.at(4)).toThrow('There is no event 4 of 4');
  });

  it('have no field that would hide their place', () => {
    const kinds = [{ name: 'tick', fields: ['cycle'], description: '' }] as const satisfies EventKinds;
    expect(() => new Events(new Trace(kinds), kinds)).toThrow('The event tick may have no field cycle');
  });
});

describe('budgets', () => {
  const shape = {
    className: 'Policy',
    methods: { add: 1, next: 0 },
    programs: { lock: 0 },
    services: { now: 0 },
  };

  it('take their parts from the shape', () => {
    expect(policyCycles(shape, { title: 'Cycles', points: 10, factor: 3 })).toMatchObject({
      id: 'policy-cycles',
      counter: 'policyCycles',
      factor: 3,
      parts: ['constructor', 'add', 'next', 'lock'].map((title) => ({
        counter: `${title}PolicyCycles`,
        title,
      })),
    });
    expect(partsByMethod(shape, 'Accesses', ['add'])).toEqual([
      { counter: 'nextAccesses', title: 'next' },
      { counter: 'lockAccesses', title: 'lock' },
    ]);
  });
});

describe('cases from a base', () => {
  const base = { cores: 2, order: 'first' };

  it('differ from it in what they name; a ranked one is like its twin and comes last', () => {
    const ranked = { name: 'ranked', title: 'R', rankedLike: 'one', seeds: 3 };
    expect(casesFrom(base, [ranked, { name: 'one', title: 'O', parameters: { cores: 1 } }])).toEqual([
      {
        name: 'one',
        title: 'O',
        role: 'hidden',
        parameters: { cores: 1, order: 'first' },
        distinguishes: [],
      },
      {
        name: 'ranked',
        title: 'R',
        role: 'leaderboard',
        seeds: 3,
        parameters: { cores: 1, order: 'first' },
        distinguishes: [],
      },
    ]);
    expect(samplesFrom(base, [{ name: 's', title: 'S', seed: 4 }])).toEqual([
      { name: 's', title: 'S', seed: 4, parameters: base },
    ]);
  });

  it('refuses a ranked case without a twin', () => {
    expect(() => casesFrom(base, [{ name: 'ranked', title: 'R', rankedLike: 'two' }])).toThrow(
      'The case ranked is ranked like two, which is none of',
    );
  });
});
