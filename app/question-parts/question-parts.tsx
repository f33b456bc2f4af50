'use client';
/**
 * The fields of a question, one group for each part, and what each was marked. It holds no state of its own but
 * the focus: responses come in, changes go out. Answers never reach this file.
 */
import { useId } from 'react';
import type { PartMark, PartResponse } from '../../exercises/question-definition';
import { GanttPart } from './gantt-part';
import { cellBorder, markState, PartFrame } from './part-frame';
import type { PublicChoicePart, PublicPart } from './public-part';
import { questionWords as words } from './question-words';
import { TablePart } from './table-part';

export { GridTable } from './grid-table';

export function QuestionParts(props: {
  parts: readonly PublicPart[];
  responses: Readonly<Record<string, PartResponse>>;
  onChange(id: string, response: PartResponse): void;
  marks?: readonly PartMark[];
  /** What is told of a part with its mark, made by renderMarkdown. */
  feedbackHtml?: Readonly<Record<string, string>>;
  /** Of the parts whose response could not be read. */
  problems?: readonly { readonly id: string; readonly message: string }[];
  disabled?: boolean;
}) {
  return (
    <div className="flex flex-col gap-6">
      {props.parts.map((part) => (
        <QuestionPart
          key={part.id}
          part={part}
          response={props.responses[part.id]}
          onChange={(response) => props.onChange(part.id, response)}
          mark={props.marks?.find(({ id }) => id === part.id)}
          feedbackHtml={props.feedbackHtml?.[part.id] ?? ''}
          problem={props.problems?.find(({ id }) => id === part.id)?.message ?? ''}
          disabled={props.disabled ?? false}
        />
      ))}
    </div>
  );
}

interface FieldProps<P extends PublicPart> {
  part: P;
  response: PartResponse | undefined;
  onChange(response: PartResponse): void;
  mark: PartMark | undefined;
  disabled: boolean;
}

function QuestionPart({
  problem,
  feedbackHtml,
  ...props
}: FieldProps<PublicPart> & { problem: string; feedbackHtml: string }) {
  const { part, ...rest } = props;
  const markId = useId();
  return (
    <PartFrame
      label={part.label}
      points={part.points}
      mark={props.mark}
      feedbackHtml={feedbackHtml}
      problem={problem}
      markId={markId}
    >
      {part.kind === 'choice' && <ChoiceField {...rest} part={part} markId={markId} />}
      {part.kind === 'table' && <TablePart {...rest} part={part} markId={markId} />}
      {part.kind === 'gantt' && <GanttPart {...rest} part={part} markId={markId} />}
      {(part.kind === 'number' || part.kind === 'text') && (
        <LineField {...rest} part={part} markId={markId} unreadable={problem !== ''} />
      )}
    </PartFrame>
  );
}

/** A number or a short text, on one line. */
function LineField(
  props: FieldProps<Extract<PublicPart, { kind: 'number' | 'text' }>> & {
    markId: string;
    unreadable: boolean;
  },
) {
  const { part, mark } = props;
  const unitId = useId();
  const accuracyId = useId();
  const unit = part.kind === 'number' ? part.unit : '';
  const describedBy = [unit === '' ? '' : unitId, part.kind === 'number' ? accuracyId : '', props.markId];
  const right = mark && markState(mark) === 'right';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        type="text"
        inputMode={part.kind === 'number' ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-label={part.label}
        aria-invalid={right === false || props.unreadable ? true : undefined}
        aria-describedby={describedBy.filter((id) => id !== '').join(' ')}
        disabled={props.disabled}
        value={typeof props.response === 'string' ? props.response : ''}
        onChange={(event) => props.onChange(event.target.value)}
        className={`h-10 min-w-0 rounded-sm border bg-surface-raised px-2 tabular-nums text-text ${part.kind === 'number' ? 'w-32' : 'w-full max-w-md'}`}
        style={{ borderColor: cellBorder(right), borderWidth: right === undefined ? 1 : 2 }}
      />
      {unit !== '' && (
        <span id={unitId} className="text-text-muted">
          {unit}
        </span>
      )}
      {part.kind === 'number' && (
        <span id={accuracyId} className="text-sm text-text-muted">
          {words.accuracy(part.tolerance)}
        </span>
      )}
    </div>
  );
}

function ChoiceField(props: FieldProps<PublicChoicePart> & { markId: string }) {
  const { part } = props;
  const name = useId();
  const chosen = chosenOptions(props.response);
  function toggle(option: number, on: boolean) {
    if (!part.multiple) props.onChange([option]);
    else
      props.onChange(
        on
          ? [...chosen, option].sort((first, second) => first - second)
          : chosen.filter((other) => other !== option),
      );
  }
  return (
    <>
      <p className="m-0 mb-1 text-sm text-text-muted">
        {part.multiple ? words.chooseSeveral : words.chooseOne}
      </p>
      {part.options.map((text, option) => (
        <label
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its number
          key={option}
          className="flex min-h-8 cursor-pointer items-baseline gap-2 py-1 text-text"
        >
          <input
            type={part.multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option)}
            disabled={props.disabled}
            aria-describedby={props.mark ? props.markId : undefined}
            onChange={(event) => toggle(option, event.target.checked)}
            className="size-4 shrink-0 translate-y-0.5 accent-(--accent)"
          />
          <span>{text}</span>
        </label>
      ))}
    </>
  );
}

function chosenOptions(response: PartResponse | undefined): readonly number[] {
  if (!Array.isArray(response)) return [];
  return (response as readonly unknown[]).filter((option): option is number => typeof option === 'number');
}
