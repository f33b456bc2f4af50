/** Segments by hand: which addresses are valid, where they lie, and which faults. By the simulator's own table. */
import type { Random } from '../../../../simulator/engine/random';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { ACCESS } from '../../../../simulator/hardware/memory/physical-memory-protection';
import { SegmentTable } from '../../../../simulator/hardware/translation/segment-table';
import {
  hexadecimal,
  PERMISSION,
  TableMemory,
} from '../../../../simulator/hardware/translation/translation-scheme';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MEMORY_BYTES = 64 * 1024;
const SEGMENT_BYTES = 2 ** 28;
const KINDS = [
  { name: 'read, execute', permissions: PERMISSION.read | PERMISSION.execute },
  { name: 'read, write', permissions: PERMISSION.read | PERMISSION.write },
  { name: 'read', permissions: PERMISSION.read },
] as const;

function generate(random: Random): Question {
  const table = new SegmentTable(new TableMemory(new PhysicalMemory(MEMORY_BYTES), 4096, MEMORY_BYTES));
  const selectors = random.shuffled([1, 2, 3, 4, 5, 6]);
  const absent = selectors[3];
  let base = 0x1000;
  const segments = KINDS.map((kind, i) => {
    base += 16 * random.between(20, 300);
    const byteLength = 4 * random.between(20, 900);
    const segment = { ...kind, selector: selectors[i], base, byteLength };
    base += byteLength;
    table.map({
      space: 1,
      virtualAddress: segment.selector * SEGMENT_BYTES,
      physicalAddress: segment.base,
      permissions: segment.permissions,
      byteLength,
    });
    return segment;
  });
  const [text, data, constants] = segments;
  const inside = ({ byteLength }: { readonly byteLength: number }) => 4 * random.below(byteLength / 4);
  const beyond = random.pick(segments);
  const accesses = random
    .shuffled([
      { selector: data.selector, offset: inside(data), access: ACCESS.store },
      { selector: text.selector, offset: inside(text), access: ACCESS.load },
      { selector: beyond.selector, offset: beyond.byteLength - 1, access: ACCESS.load },
      { selector: beyond.selector, offset: beyond.byteLength, access: ACCESS.load },
      { selector: constants.selector, offset: inside(constants), access: ACCESS.store },
      { selector: absent, offset: 4 * random.below(100), access: ACCESS.load },
    ])
    .map((each) => {
      const address = each.selector * SEGMENT_BYTES + each.offset;
      return { ...each, address, result: table.translate(1, address, each.access) };
    });
  const answers = accesses.map(({ result }) =>
    result.physicalAddress === undefined ? result.outcome : hexadecimal(result.physicalAddress),
  );
  const grownBytes = 4096 * random.between(1, 9);
  const used = segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const number = (id: string, label: string, points: number, answer: number) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit: 'bytes' }) as const;
  return {
    prompt: [
      'A machine has **segments** and no pages. The upper 4 bits of a 32-bit virtual address select the segment, the other 28 bits are the offset in it. A segment has a base, a limit (its length in bytes) and permissions; the bounds are checked before the permissions. The process has three segments, its other selectors none.',
      'Each access is of one byte.',
    ].join('\n\n'),
    given: {
      caption: 'The segments of the process',
      columns: ['selector', 'base', 'limit in bytes', 'permissions'],
      rows: [...segments]
        .sort((a, b) => a.selector - b.selector)
        .map((each) => [`${each.selector}`, hexadecimal(each.base), hexadecimal(each.byteLength), each.name]),
    },
    parts: [
      {
        kind: 'table',
        id: 'accesses',
        label:
          'The physical address in hexadecimal, as 0x1f, or the fault: not present, out of bounds, permission',
        points: 6,
        pointsPer: 'row',
        columns: ['physical address or fault'],
        rowLabels: accesses.map(
          ({ address, access }) =>
            `${access === ACCESS.store ? 'store to' : 'load from'} ${hexadecimal(address)}`,
        ),
        given: accesses.map(() => [null]),
        answer: answers.map((answer) => [answer]),
      },
      number('used', 'Bytes of physical memory that the three segments take (decimal)', 1, used),
      number(
        'moved',
        `The segment with selector ${data.selector} grows by ${grownBytes} bytes, and what lies behind it in memory is taken. It is copied to a free place. How many bytes of its old contents are copied (decimal)?`,
        1,
        data.byteLength,
      ),
    ],
    explanation: [
      ...accesses.map(({ address, selector, offset, result }) => {
        const segment = segments.find((each) => each.selector === selector);
        const at = `\`${hexadecimal(address)}\`: selector ${selector}, offset ${hexadecimal(offset)}`;
        if (segment === undefined) return `${at}; there is no such segment: not present.`;
        if (result.outcome === 'out of bounds')
          return `${at}; the limit is ${hexadecimal(segment.byteLength)}, the last valid offset one less: out of bounds.`;
        if (result.outcome === 'permission')
          return `${at}, within the limit; but the segment only allows ${segment.name}: permission.`;
        return `${at}, below the limit ${hexadecimal(segment.byteLength)}: ${hexadecimal(segment.base)} + ${hexadecimal(offset)} = ${hexadecimal(result.physicalAddress ?? 0)}.`;
      }),
      `Segments take exactly their limits, ${segments.map(({ byteLength }) => byteLength).join(' + ')} = ${used} bytes: nothing is wasted inside. But each is one contiguous piece: to grow by ${grownBytes} bytes, all ${data.byteLength} bytes move when the place behind is taken. Pages do not need that.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Segments: valid, and where',
  summary: 'Check accesses against limits and permissions of segments, and find their physical addresses.',
  rows: [83, 84],
  generate,
} satisfies QuestionDefinition;
