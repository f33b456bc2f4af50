import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { countedMemory } from './counted-memory.testing';
import { FITS, type Fit, FreeListAllocator } from './free-list-allocator';

/** A fresh allocator object for each call, over one memory. */
function heap(
  fit: Fit,
  options: { base?: number; bytes?: number; unit?: number; header?: number; joins?: number },
) {
  const { base = 0, bytes = 100, unit = 1, header = 0, joins = 1 } = options;
  const memory = countedMemory(8 + 12 * bytes);
  const allocator = () => new FreeListAllocator(memory, base, bytes, unit, 0, FITS[fit], header, joins);
  allocator().initialise();
  const told: string[] = [];
  const given: number[] = [];
  const free = () =>
    allocator()
      .freeBlocks()
      .map(({ address, bytes: size }) => `${address}:${size}`)
      .join(' ');
  /** +n asks for n bytes, -k frees the answer to request k, as malloc.py has it. */
  const run = (operations: string) => {
    for (const operation of operations.split(',')) {
      const number = Number(operation.slice(1));
      const object = allocator();
      if (operation.startsWith('+')) {
        given.push(object.allocate(number));
        told.push(`${operation} ${given.at(-1)} (${object.searched}) | ${free()}`);
      } else told.push(`${operation} ${object.free(given[number])} | ${free()}`);
    }
    return told.join('\n');
  };
  return { allocator, run, free, memory };
}

describe('the transcripts of OSTEP, chapter 17', () => {
  it('README: a header of 4, sizes rounded to 4, best fit, apart and joined', () => {
    const options = { base: 1000, unit: 4, header: 4 };
    expect(heap('best', { ...options, joins: 0 }).run('+3,-0,+5,-1,+8')).toMatchInlineSnapshot(`
      "+3 1004 (1) | 1008:92
      -0 0 | 1000:8 1008:92
      +5 1012 (2) | 1000:8 1020:80
      -1 0 | 1000:8 1008:12 1020:80
      +8 1012 (3) | 1000:8 1020:80"
    `);
    expect(heap('best', options).run('+3,-0,+5,-1,+8')).toMatchInlineSnapshot(`
      "+3 1004 (1) | 1008:92
      -0 0 | 1000:100
      +5 1004 (1) | 1012:88
      -1 0 | 1000:100
      +8 1004 (1) | 1012:88"
    `);
  });

  // Homework 1 to 3: malloc.py -n 10 -H 0 -s 0 with three fits.
  const operations = '+3,-0,+5,-1,+8,-2,+8,-3,+2,+7';
  it.each([
    ['best', '1000 1003 1008 1008 1000 1008', '1 2 3 4 4 4', '1002:1 1003:5 1015:1 1016:84'],
    ['worst', '1000 1003 1008 1016 1024 1026', '1 2 3 4 5 5', '1000:3 1003:5 1008:8 1016:8 1033:67'],
    ['first', '1000 1003 1008 1008 1000 1008', '1 2 3 3 1 3', '1002:1 1003:5 1015:1 1016:84'],
  ] as const)('homework: %s fit without joining', (fit, answers, searched, free) => {
    const lines = heap(fit, { base: 1000, joins: 0 }).run(operations).split('\n');
    const requests = lines.filter((line) => line.startsWith('+')).map((line) => line.split(' '));
    expect(requests.map((words) => words[1]).join(' ')).toBe(answers);
    expect(requests.map((words) => words[2].slice(1, -1)).join(' ')).toBe(searched);
    expect(lines.at(-1)).toMatch(new RegExp(`\\| ${free}$`));
  });
});

describe('FreeListAllocator', () => {
  it('OSTEP 17.3: 15 bytes from free blocks of 10, 30 and 20, by fit', () => {
    const chosen = (fit: Fit) => heap(fit, {}).run('+10,+10,+30,+10,+20,+20,-0,-2,-4,+15').split('\n').at(-1);
    expect(chosen('first')).toBe('+15 20 (2) | 0:10 35:15 60:20');
    expect(chosen('best')).toBe('+15 60 (3) | 0:10 20:30 75:5');
    expect(chosen('worst')).toBe('+15 20 (3) | 0:10 35:15 60:20');
    expect(chosen('next')).toBe('+15 20 (2) | 0:10 35:15 60:20');
  });

  it('next fit goes on where it ended, and round the list once', () => {
    expect(heap('next', {}).run('+20,+20,+20,-0,+10,-1,+35,+15,+6,+5')).toMatchInlineSnapshot(`
      "+20 0 (1) | 20:80
      +20 20 (1) | 40:60
      +20 40 (1) | 60:40
      -0 0 | 0:20 60:40
      +10 60 (1) | 0:20 70:30
      -1 0 | 0:40 70:30
      +35 0 (2) | 35:5 70:30
      +15 70 (2) | 35:5 85:15
      +6 85 (1) | 35:5 91:9
      +5 91 (1) | 35:5 96:4"
    `);
  });

  it('refuses what does not fit and what is not held, and stays as it is', () => {
    const { allocator, free } = heap('first', { unit: 4, header: 4 });
    for (const bytes of [0, -1, 97, 101, 2 ** 31 - 1]) expect(allocator().allocate(bytes)).toBe(-1);
    expect(allocator().allocate(96)).toBe(4);
    expect(free()).toBe('');
    expect(allocator().allocate(1)).toBe(-1);
    for (const address of [0, 3, 5, 8, 100, 104, -4, -(2 ** 31)]) expect(allocator().free(address)).toBe(-1);
    expect(allocator().blockBytes(4)).toBe(100);
    expect(allocator().free(4)).toBe(0);
    expect(allocator().free(4)).toBe(-1);
    expect(free()).toBe('0:100');
  });

  it.each(['first', 'best', 'worst', 'next'] as const)(
    '%s fit agrees with a map of bytes over random work',
    (fit) => {
      const random = new Random(`fit ${fit}`);
      const bytes = 300;
      const { allocator, free } = heap(fit, { bytes });
      const owner = new Int32Array(bytes);
      const live = new Map<number, number>();
      const gaps = () => {
        const found: [address: number, size: number][] = [];
        for (let at = 0; at < bytes; at++)
          if (owner[at] === 0) {
            const last = found.at(-1);
            if (last !== undefined && last[0] + last[1] === at) last[1]++;
            else found.push([at, 1]);
          }
        return found;
      };
      for (let i = 1; i < 1200; i++) {
        if (random.chance(11, 20)) {
          const size = random.between(1, random.pick([8, 60]));
          const fitting = gaps().filter((gap) => gap[1] >= size);
          const object = allocator();
          const address = object.allocate(size);
          expect(address === -1).toBe(fitting.length === 0);
          if (fit === 'first') expect(address).toBe(fitting[0]?.[0] ?? -1);
          const sizes = fitting.map((gap) => gap[1]);
          const wanted = fit === 'best' ? Math.min(...sizes) : Math.max(...sizes);
          if (fit === 'best' || fit === 'worst')
            expect(address).toBe(fitting.find((gap) => gap[1] === wanted)?.[0] ?? -1);
          if (address === -1) continue;
          expect(fitting.map(([start]) => start)).toContain(address);
          owner.fill(i, address, address + size);
          live.set(address, size);
        } else if (live.size > 0) {
          const address = random.pick([...live.keys()]);
          expect(allocator().free(address)).toBe(0);
          owner.fill(0, address, address + (live.get(address) as number));
          live.delete(address);
        }
        expect(free()).toBe(
          gaps()
            .map(([address, size]) => `${address}:${size}`)
            .join(' '),
        );
      }
    },
  );

  it('[row 96] free bytes in pieces serve no large request (external fragmentation); joined areas do', () => {
    const holes = '+20,+20,+20,+20,+20,-0,-2,-4';
    const apart = heap('first', {});
    // 60 of 100 bytes are free, and the largest piece has 20.
    expect(apart.run(`${holes},+21`).split('\n').at(-1)).toBe('+21 -1 (3) | 0:20 40:20 80:20');
    expect(heap('first', {}).run(`${holes},-1,+60`).split('\n').at(-1)).toBe('+60 0 (1) | 80:20');
    // The same without joining: 60 contiguous bytes, in three blocks that nobody put together.
    expect(heap('first', { joins: 0 }).run(`${holes},-1,+21`).split('\n').at(-1)).toBe(
      '+21 -1 (4) | 0:20 20:20 40:20 80:20',
    );
  });

  it('[row 96] steps in the list are what finding costs: best and worst fit look at all of it', () => {
    const requests = Array.from({ length: 25 }, () => '+4').join(',');
    const frees = Array.from({ length: 12 }, (_, i) => `-${2 * i}`).join(',');
    const steps = (fit: Fit) =>
      Number(/\((\d+)\)/.exec(heap(fit, {}).run(`${requests},${frees},+4`).split('\n').at(-1) ?? '')?.[1]);
    expect([steps('first'), steps('best'), steps('worst')]).toEqual([1, 12, 12]);
  });
});
