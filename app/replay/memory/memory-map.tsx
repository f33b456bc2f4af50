'use client';
/**
 * The arena in rows from the lowest address up: what was asked for is solid, the waste of a block is hatched,
 * free memory is empty. And the run's history: each block as a bar over the events of its life.
 */
import { type KeyboardEvent, memo, type PointerEvent, useId, useRef, useState } from 'react';
import { fieldOf } from '../../../simulator/engine/event-words';
import { useElementWidth } from '../element-width';
import type { PictureProps } from '../picture';
import { type Block, type MemoryModel, overlapping, piecesOf, rowBytesOf } from './memory-model';
import { memoryWords as words } from './memory-words';

const LABEL_PIXELS = 60;
const ROW_PIXELS = 26;
const HISTORY_PIXELS = 120;

export function MemoryMap(props: PictureProps & { model: MemoryModel; blocks: readonly Block[] }) {
  const { model, blocks, trace, index } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const hatch = useId().replaceAll(':', '');
  const [pointed, setPointed] = useState<Block | undefined>();
  const chartWidth = Math.max(100, width - LABEL_PIXELS - 8);
  const rowBytes = rowBytesOf(model);
  const rows = Math.ceil(model.bytes / rowBytes);
  const scale = chartWidth / rowBytes;
  const overlaps = overlapping(blocks);
  const shown = pointed !== undefined && blocks.includes(pointed) ? pointed : undefined;
  const event = trace.event(index);
  const touched = fieldOf(event, 'address');

  function onKey(key: KeyboardEvent) {
    if (key.key === 'Enter' && shown) props.onSelect(shown.from);
    else if (key.key === 'ArrowDown' || key.key === 'ArrowUp') {
      const at = shown ? blocks.indexOf(shown) : -1;
      const next = key.key === 'ArrowDown' ? at + 1 : at < 0 ? blocks.length - 1 : at - 1;
      setPointed(blocks[Math.max(0, Math.min(blocks.length - 1, next))]);
    } else return;
    key.preventDefault();
  }

  function blockUnder(pointer: PointerEvent<HTMLDivElement>): Block | undefined {
    const box = pointer.currentTarget.getBoundingClientRect();
    const row = Math.floor((pointer.clientY - box.top) / ROW_PIXELS);
    const offset = (pointer.clientX - box.left - LABEL_PIXELS) / scale;
    if (row < 0 || row >= rows || offset < 0 || offset >= rowBytes) return undefined;
    const address = model.base + row * rowBytes + offset;
    return blocks.findLast((block) => address >= block.address && address < block.address + block.bytes);
  }

  return (
    <div className="min-w-0">
      <Legend hatch={hatch} />
      {/* biome-ignore lint/a11y/useSemanticElements: a map is no fieldset */}
      <div
        ref={frame}
        role="group"
        aria-label={words.map}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys choose a block
        tabIndex={0}
        onKeyDown={onKey}
        onPointerMove={(pointer) => setPointed(blockUnder(pointer))}
        onPointerLeave={() => setPointed(undefined)}
        onPointerDown={(pointer) => setPointed(blockUnder(pointer))}
        className="border-y border-border bg-surface-raised"
      >
        <svg width="100%" height={rows * ROW_PIXELS} aria-hidden="true" className="block">
          <Hatch id={hatch} />
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <g key={row}>
              <text
                x={4}
                y={row * ROW_PIXELS + ROW_PIXELS / 2}
                dominantBaseline="central"
                fontSize="11"
                fill="var(--text-muted)"
              >
                +{row * rowBytes}
              </text>
              <rect
                x={LABEL_PIXELS}
                y={row * ROW_PIXELS + 2}
                width={Math.min(rowBytes, model.bytes - row * rowBytes) * scale}
                height={ROW_PIXELS - 4}
                fill="var(--surface-sunken)"
                stroke="var(--border)"
              />
            </g>
          ))}
          {blocks.map((block) => (
            <BlockShape
              key={block.from}
              model={model}
              block={block}
              rowBytes={rowBytes}
              scale={scale}
              hatch={hatch}
              edge={overlaps.has(block) ? 'var(--bad)' : 'var(--surface-raised)'}
              emphasis={block === shown || block.from === index}
            />
          ))}
          {touched !== undefined && (
            <Touched model={model} rowBytes={rowBytes} scale={scale} address={touched} />
          )}
        </svg>
      </div>
      <p aria-live="polite" className="m-0 mt-1 min-h-10 text-text-muted">
        {shown ? (
          <span className="text-text">
            {words.block(model, shown)}
            {overlaps.has(shown) && <strong className="text-bad">; {words.overlap}</strong>}
          </span>
        ) : (
          words.help
        )}
      </p>
    </div>
  );
}

/** Each block as a bar over the events of its life; a click goes to an event. */
export function MemoryHistory(props: PictureProps & { model: MemoryModel }) {
  const { model, trace, index } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const chartWidth = Math.max(100, width - LABEL_PIXELS - 8);
  return (
    <div ref={frame} className="min-w-0">
      <p className="m-0 mb-1 text-xs text-text-muted">{words.history}</p>
      <svg
        width="100%"
        height={HISTORY_PIXELS}
        aria-hidden="true"
        className="block cursor-pointer border-y border-border bg-surface-raised"
        onClick={(pointer) => {
          const box = pointer.currentTarget.getBoundingClientRect();
          const share = (pointer.clientX - box.left - LABEL_PIXELS) / chartWidth;
          props.onSelect(Math.round(Math.max(0, Math.min(1, share)) * (trace.length - 1)));
        }}
      >
        <g transform={`translate(${LABEL_PIXELS} 0)`}>
          <Lives model={model} length={trace.length} width={chartWidth} />
          <line
            x1={(index * chartWidth) / Math.max(1, trace.length - 1)}
            x2={(index * chartWidth) / Math.max(1, trace.length - 1)}
            y1={0}
            y2={HISTORY_PIXELS}
            stroke="var(--accent)"
            strokeWidth="2"
          />
          {props.failures.map(({ event: failed, rule }) => (
            <line
              key={rule}
              x1={(failed * chartWidth) / Math.max(1, trace.length - 1)}
              x2={(failed * chartWidth) / Math.max(1, trace.length - 1)}
              y1={0}
              y2={HISTORY_PIXELS}
              stroke="var(--bad)"
              strokeWidth="1.5"
              strokeDasharray="4 3"
            />
          ))}
        </g>
        <text x={4} y={12} fontSize="11" fill="var(--text-muted)">
          +0
        </text>
        <text x={4} y={HISTORY_PIXELS - 4} fontSize="11" fill="var(--text-muted)">
          +{model.bytes}
        </text>
      </svg>
    </div>
  );
}

function BlockShape(props: {
  model: MemoryModel;
  block: Block;
  rowBytes: number;
  scale: number;
  hatch: string;
  edge: string;
  emphasis: boolean;
}) {
  const { model, block, rowBytes, scale } = props;
  const pieces = (address: number, bytes: number, fill: string) =>
    piecesOf(model, rowBytes, address, bytes).map((piece) => (
      <rect
        key={`${piece.row}/${piece.from}`}
        x={LABEL_PIXELS + piece.from * scale}
        y={piece.row * ROW_PIXELS + 2}
        width={(piece.to - piece.from) * scale}
        height={ROW_PIXELS - 4}
        fill={fill}
      />
    ));
  const whole = piecesOf(model, rowBytes, block.address, block.bytes);
  const first = whole[0];
  const label = String(block.bytes);
  return (
    <g>
      {pieces(block.address, block.askedBytes, 'var(--running)')}
      {pieces(block.address + block.askedBytes, block.bytes - block.askedBytes, `url(#${props.hatch})`)}
      {whole.map((piece) => (
        <rect
          key={piece.row}
          x={LABEL_PIXELS + piece.from * scale + 0.5}
          y={piece.row * ROW_PIXELS + 2.5}
          width={Math.max(1, (piece.to - piece.from) * scale - 1)}
          height={ROW_PIXELS - 5}
          fill="none"
          stroke={props.emphasis ? 'var(--text)' : props.edge}
          strokeWidth={props.emphasis ? 2 : 1.5}
        />
      ))}
      {first !== undefined &&
        Math.min(first.to - first.from, block.askedBytes) * scale > 8 * label.length + 4 && (
          <text
            x={LABEL_PIXELS + first.from * scale + 5}
            y={first.row * ROW_PIXELS + ROW_PIXELS / 2}
            dominantBaseline="central"
            fontSize="11"
            fill="var(--running-text)"
          >
            {label}
          </text>
        )}
    </g>
  );
}

/** A mark where the current event's address is. */
function Touched(props: { model: MemoryModel; rowBytes: number; scale: number; address: number }) {
  const [piece] = piecesOf(props.model, props.rowBytes, props.address, 1);
  if (piece === undefined) return null;
  const x = LABEL_PIXELS + piece.from * props.scale;
  const y = piece.row * ROW_PIXELS;
  return <path d={`M${x - 5} ${y}h10l-5 7z`} fill="var(--accent)" stroke="var(--surface-raised)" />;
}

const Lives = memo(function Lives(props: { model: MemoryModel; length: number; width: number }) {
  const { model, length, width } = props;
  const across = width / Math.max(1, length - 1);
  const down = HISTORY_PIXELS / model.bytes;
  return model.blocks.map((block) => (
    <rect
      key={block.from}
      x={block.from * across}
      y={(block.address - model.base) * down}
      width={Math.max(1, (Math.min(block.to, length - 1) - block.from) * across)}
      height={Math.max(1, block.bytes * down)}
      fill="var(--running)"
      stroke="var(--surface-raised)"
      strokeWidth="0.5"
    />
  ));
});

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--surface-raised)" />
        <rect width="2.5" height="6" fill="var(--ready)" />
      </pattern>
    </defs>
  );
}

function Legend({ hatch }: { hatch: string }) {
  const looks = [
    [words.asked, 'var(--running)'],
    [words.waste, `url(#${hatch})`],
    [words.free, 'var(--surface-sunken)'],
  ] as const;
  return (
    <ul className="m-0 mb-1 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {looks.map(([label, fill]) => (
        <li key={label} className="flex items-center gap-1">
          <svg width="14" height="12" aria-hidden="true">
            <rect x="0.5" y="0.5" width="13" height="11" fill={fill} stroke="var(--border-strong)" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
