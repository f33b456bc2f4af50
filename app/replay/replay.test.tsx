import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { EVENTS as ALLOCATION_EVENTS } from '../../exercises/memory/buddy-allocator/simulation';
import { definePicture } from '../../exercises/picture-description';
import { defineEvents } from '../../simulator/engine/define-events';
import { Trace } from '../../simulator/engine/trace';
import { INTERLEAVING_EVENTS } from '../../simulator/explorer/interleaving-events';
import { SCHEDULING_EVENTS } from '../../simulator/kernel/scheduling/scheduling-events';
import { LOCK_ADDRESS } from '../../simulator/kernel/synchronization/lock-client';
import { COHERENT_EVENTS } from '../../simulator/laboratories/lock-trial';
import { EXAMPLES } from './described/examples.testing';
import { EventTable } from './event-table';
import { Replay, type ReplayProps } from './replay';
import { rowsInSight } from './virtual-table';

function memoryRun(events: number): Trace {
  const trace = new Trace(ALLOCATION_EVENTS.kinds);
  trace.record(0, ALLOCATION_EVENTS.index.arena, 4096, 1024, 32, 1);
  for (let i = 1; i < events; i++)
    if (i % 2 === 1) trace.record(i, ALLOCATION_EVENTS.index.allocate, 4096, 20, 32, 3);
    else trace.record(i, ALLOCATION_EVENTS.index.free, 4096, 2);
  return trace;
}

function render(props: Partial<ReplayProps> = {}): string {
  return renderToStaticMarkup(
    <Replay
      view="memory"
      trace={memoryRun(6).encode()}
      parameters={{}}
      checks={[
        { rule: 'BA6', passed: false, message: 'not merged', event: 4 },
        { rule: 'BA2', passed: false, message: 'they overlap', event: 3 },
      ]}
      title="a small arena"
      {...props}
    />,
  );
}

describe('Replay', () => {
  test('is named, and opens at the first divergence with its message', () => {
    const html = render();
    expect(html).toContain('aria-label="Replay: a small arena"');
    expect(html).toContain('Event 3 of 5');
    expect(html).toMatch(/First divergence<\/strong> BA2: they overlap/);
    expect(html).not.toContain('not merged');
    expect(html).toMatch(/aria-live="polite"[^>]*>.*allocate answers 4096/);
  });

  test('its controls have names, and the scrubber says where it stands', () => {
    const html = render();
    for (const name of ['First event', 'Step back', 'Step forward', 'Last event'])
      expect(html).toContain(`aria-label="${name}"`);
    expect(html).toContain('Next failure');
    expect(html).toMatch(/type="range"[^>]*max="5"[^>]*aria-valuetext="Event 3 of 5: the program asks/);
    expect(html).toMatch(/aria-pressed="true"[^>]*>Picture/);
  });

  test('a run without failures opens at its end and offers no next failure', () => {
    const html = render({ checks: [] });
    expect(html).toContain('Event 5 of 5');
    expect(html).not.toContain('Next failure');
  });

  test('a run in which nothing happened says so', () => {
    expect(render({ trace: new Trace(ALLOCATION_EVENTS.kinds).encode() })).toContain('nothing to replay');
  });

  test('a truncated trace says how much of it is there', () => {
    const trace = new Trace(ALLOCATION_EVENTS.kinds, 2);
    for (let i = 0; i < 5; i++) trace.record(i, ALLOCATION_EVENTS.index.free, 0, 0);
    expect(render({ trace: trace.encode(), checks: [] })).toContain('had 5 events; the first 2 were kept');
  });

  test.each(['cores', 'memory', 'interleaving', 'bytes'] as const)(
    'the %s view survives a trace that it does not know',
    (view) => {
      const trace = new Trace([{ name: 'seek', fields: ['track'], description: 'The arm moves.' }]);
      trace.record(0, 0, 7);
      const html = render({ view, trace: trace.encode(), checks: [] });
      expect(html).toContain('seek, track 7: The arm moves');
    },
  );

  test('cores have a lane each, and so have threads', () => {
    const trace = new Trace(SCHEDULING_EVENTS.kinds);
    trace.record(0, SCHEDULING_EVENTS.index.machine, 2, 3, 100, 1);
    trace.record(90, SCHEDULING_EVENTS.index.run, 1, 2);
    trace.record(200, SCHEDULING_EVENTS.index.end, 0);
    const html = render({ view: 'cores', trace: trace.encode(), checks: [] });
    for (const lane of ['core 0', 'core 1', 'thread 0', 'thread 1', 'thread 2'])
      expect(html).toContain(`>${lane}<`);
    expect(html).toContain('>T2<');
  });

  test('an interleaving has a column each, and its violation is a row across all', () => {
    const trace = new Trace(INTERLEAVING_EVENTS.kinds);
    trace.record(0, INTERLEAVING_EVENTS.index.enter, 0);
    trace.record(1, INTERLEAVING_EVENTS.index.enter, 1);
    trace.record(2, INTERLEAVING_EVENTS.index.violation, 0, 1, 0, -1);
    const html = render({ view: 'interleaving', trace: trace.encode(), checks: [] });
    expect(html).toMatch(/scope="col"[^>]*>thread 1</);
    expect(html).toMatch(/colSpan="2"[^>]*>violation: mutual exclusion/i);
    expect(html).toContain('step 2');
  });

  test('how it came to a failure is folded away behind what the failure is', () => {
    const html = render({
      checks: [{ rule: 'SL1', passed: false, message: 'Two were inside.\nSchedule 0x2,1x4.', event: 3 }],
    });
    expect(html).toMatch(/SL1: Two were inside\.<details>.*How it came to it.*Schedule 0x2,1x4\.<\/details>/);
  });

  test('an allocation shows the free blocks of the rules, what they say is due, and the words that were stored', () => {
    const trace = new Trace(ALLOCATION_EVENTS.kinds);
    const { index: kind } = ALLOCATION_EVENTS;
    trace.record(0, kind.metadata, 600, 320);
    trace.record(0, kind.arena, 4096, 128, 32, 1);
    trace.record(1, kind.store, 608, 4128);
    trace.record(1, kind.allocate, 4128, 20, 32, 1);
    const html = render({ trace: trace.encode(), checks: [] });
    expect(html).toMatch(/32 bytes<.*\+0<.*64 bytes<.*\+64<.*taken out: 128 bytes at \+0/);
    expect(html).toContain('By the rules: 32 bytes at +0, from the free block of 128.');
    expect(html).toMatch(/metadata \+ 0<.*→ a\+32<span[^>]*> of this event/);
  });

  test('a lock on caches has its cores over one axis, and the schedule folded away', () => {
    const trace = new Trace(COHERENT_EVENTS.kinds);
    const { index: kind } = COHERENT_EVENTS;
    trace.record(0, kind.arrive, 0);
    trace.record(4, kind.bus, 0, 1, LOCK_ADDRESS, 24);
    trace.record(4, kind['line-state'], 0, LOCK_ADDRESS, 3);
    trace.record(24, kind.enter, 0);
    const html = render({ view: 'interleaving', trace: trace.encode(), checks: [] });
    expect(html).toContain('Inside: core 0 since cycle 24. Wanting the lock: nobody.');
    expect(html).toContain('aria-label="Cores over time"');
    expect(html).toMatch(/<details>.*asks on the bus for the only copy of lock.*<\/details>/);
    expect(html).toContain('its cache has the line of lock modified');
  });
});

describe('a described picture', () => {
  const at = (name: keyof typeof EXAMPLES, event: number, further: Partial<ReplayProps> = {}) => {
    const { picture, trace, parameters } = EXAMPLES[name];
    const props = {
      view: picture,
      trace: trace.encode(),
      parameters,
      checks: [],
      wanted: { event, turn: 0 },
    };
    return render({ ...props, ...further });
  };

  test('draws slots with values, flags, pointers and what the event is about', () => {
    expect(at('replacement', 4)).toContain('access 4');
    expect(at('replacement', 4)).toMatch(/hand ▾.*frame 1.*page 3.*referenced.*of this event/);
    expect(at('replacement', 8)).toContain('There is no frame 9: there are 4, numbered from 0.');
  });

  test('draws queues with what was taken out, tables, trees and address spaces', () => {
    expect(at('feedback', 3)).toMatch(/level 0.*T2.*taken out: T1/);
    expect(at('calls', 4)).toMatch(
      /<th scope="col"[^>]*>a0<.*0xffff<span class="sr-only" data-here=""> of this event/,
    );
    expect(at('family', 8)).toMatch(/process 3.*zombie.*status 9/);
    expect(at('memory', 5)).toMatch(/▶ (<!-- -->)?access to 0x20010: not mapped/);
  });

  test('a row that goes is struck out at that event, and gone at the next', () => {
    const events = defineEvents({
      opened: { fields: ['file', 'by'], description: '' },
      closed: { fields: ['file'], description: '' },
    });
    const view = definePicture(events, {
      parts: { files: { kind: 'table', title: 'Files', key: 'file', columns: ['by'] } },
      on: {
        opened: [{ part: 'files', row: 'file', set: { by: 'by' } }],
        closed: [{ part: 'files', row: 'file', remove: true }],
      },
    });
    const trace = new Trace(events.kinds);
    trace.record(0, events.index.opened, 3, 17);
    trace.record(1, events.index.closed, 3);
    trace.record(2, events.index.opened, 4, 18);
    const drawn = (event: number) =>
      render({ view, trace: trace.encode(), checks: [], wanted: { event, turn: 0 } });
    expect(drawn(1)).toMatch(/line-through.*, removed.*>17</);
    expect(drawn(2)).not.toContain('>17<');
  });

  test('draws buffers as bars, with what lies there in the order in which it came', () => {
    const html = at('ports', 8);
    expect(html).toMatch(/port 1.*11.*message 1.*12 to 13.*message 1.*5 to 10.*message 2.*of this event/);
    expect(html).toContain('Empty: port 2.');
    expect(html).toContain('At 10 this lay before: message 1, of process 5.');
    expect(at('ports', 6)).toMatch(/8 to 9.*message 1.*taken out now/);
  });

  test('draws a lane for each actor, with a legend', () => {
    const html = at('life', 6);
    for (const text of ['>thread 0<', '>thread 1<', 'blocked</li>', '>core 1<']) expect(html).toContain(text);
    expect(html).not.toContain('over</li>');
  });

  test('of another version of the exercise says so, and still tells the event', () => {
    const html = at('family', 0, { trace: EXAMPLES.life.trace.encode() });
    expect(html).toContain('another version of the exercise');
    expect(html).toContain('thread 0 is ready');
  });

  test.each([{}, { parts: { a: null }, on: {} }, { parts: { a: { kind: 'tree' } }, on: { state: [null] } }])(
    'that is none (%o) is never thrown',
    (view) => {
      expect(at('life', 0, { view: view as never })).toContain('another version of the exercise');
    },
  );

  test('with more than can be read is cut, and says so', () => {
    const html = at('replacement', 0, { parameters: { frames: 1_000_000 } });
    expect(html).toContain('128 of 1,000,000 are shown.');
    expect(html.match(/frame \d+/g)?.length).toBeLessThan(150);
  });
});

describe('long tables', () => {
  test('only rows in sight are in the document, and the table still says how many there are', () => {
    const trace = memoryRun(20_000);
    const html = renderToStaticMarkup(
      <EventTable
        trace={trace}
        index={10_000}
        failures={[{ event: 10_000, rule: 'BA2', message: '' }]}
        onSelect={() => {}}
      />,
    );
    expect(html).toContain('aria-rowcount="20001"');
    expect(html.match(/<tr/g)?.length).toBeLessThan(60);
    expect(html).toMatch(/aria-current="step".*10,000.*fails BA2/);
  });

  test('the rows in sight cover the box, at the ends too', () => {
    expect(rowsInSight(0, 300, 30, 1000)).toEqual([0, 16]);
    expect(rowsInSight(29_700, 300, 30, 1000)).toEqual([984, 1000]);
    expect(rowsInSight(0, 300, 30, 3)).toEqual([0, 3]);
    const [from, to] = rowsInSight(4_515, 300, 30, 1000);
    expect(from * 30).toBeLessThanOrEqual(4_515);
    expect(to * 30).toBeGreaterThanOrEqual(4_815);
  });
});
