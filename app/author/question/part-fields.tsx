'use client';
/** The fields of a part, by its kind. */
import type { ReactNode } from 'react';
import {
  Beside,
  FormulaField,
  Group,
  ItemList,
  NumberField,
  OptionalField,
  ReadField,
  SelectField,
  TextField,
  TickField,
} from './fields';
import { GridFields } from './grid-fields';
import type { Cell, PartOf, WrittenPart } from './question-text';
import { questionWords as words } from './words';

const MOST = {
  label: 1_000,
  cell: 200,
  option: 500,
  unit: 40,
  feedback: 2_000,
  items: 20,
  runs: 100,
  points: 1_000,
};

interface Change<Part> {
  part: Part;
  onChange(part: WrittenPart): void;
}

export function PartFields(props: Change<WrittenPart> & { isFreeId(id: string): boolean }) {
  const { part, onChange, isFreeId } = props;
  return (
    <>
      <TextField
        label={words.label}
        value={part.label}
        most={MOST.label}
        isLong
        onChange={(label) => onChange({ ...part, label })}
      />
      <Beside>
        <ReadField
          label={words.id}
          value={part.id}
          told={String}
          read={(id) => (/^[a-z][a-z0-9-]{0,40}$/.test(id) && isFreeId(id) ? id : null)}
          problem={words.idProblem}
          isCode
          onChange={(id) => onChange({ ...part, id })}
        />
        <NumberField
          label={words.points}
          value={part.points}
          fits={(points) => points > 0 && points <= MOST.points && Number.isInteger(points * 2)}
          problem={words.pointsProblem}
          onChange={(points) => onChange({ ...part, points })}
        />
      </Beside>
      <OfKind part={part} onChange={onChange} />
      <FeedbackFields part={part} onChange={onChange} />
    </>
  );
}

function OfKind({ part, onChange }: Change<WrittenPart>): ReactNode {
  switch (part.kind) {
    case 'number':
      return (
        <Beside>
          <FormulaField
            label={words.answer}
            value={part.answer}
            onChange={(answer) => onChange({ ...part, answer })}
          />
          <TextField
            label={words.unit}
            value={part.unit ?? ''}
            most={MOST.unit}
            onChange={(unit) => onChange({ ...part, unit })}
          />
          <FormulaField
            label={words.tolerance}
            value={part.tolerance ?? '0'}
            onChange={(tolerance) => onChange({ ...part, tolerance })}
          />
        </Beside>
      );
    case 'choice':
      return <ChoiceFields part={part} onChange={onChange} />;
    case 'text':
      return (
        <TextList
          title={words.accepted}
          adds={words.add.accepted}
          nameOf={words.acceptedText}
          texts={part.answers}
          onChange={(answers) => onChange({ ...part, answers })}
        />
      );
    case 'table':
      return <TableFields part={part} onChange={onChange} />;
    case 'gantt':
      return <GanttFields part={part} onChange={onChange} />;
  }
}

function TextList(props: {
  title: string;
  adds: string;
  nameOf(number: number): string;
  texts: readonly string[];
  onChange(texts: string[]): void;
}) {
  const { title, adds, nameOf, texts, onChange } = props;
  const name = (_: string, index: number) => nameOf(index + 1);
  return (
    <ItemList
      {...{ title, adds, items: texts, least: 1, most: MOST.items, nameOf: name, make: () => '' }}
      onChange={(items) => onChange([...items])}
    >
      {(text, change, index) => (
        <TextField label={nameOf(index + 1)} value={text} most={MOST.cell} onChange={change} />
      )}
    </ItemList>
  );
}

function ChoiceFields({ part, onChange }: Change<PartOf<'choice'>>) {
  return (
    <>
      <div className="flex flex-wrap gap-x-6">
        <TickField
          label={words.multiple}
          isOn={part.multiple ?? false}
          onChange={(multiple) => onChange({ ...part, multiple })}
        />
        <TickField
          label={words.shuffled}
          isOn={part.shuffled ?? false}
          onChange={(shuffled) => onChange({ ...part, shuffled })}
        />
      </div>
      <ItemList<PartOf<'choice'>['options'][number]>
        title={words.options}
        adds={words.add.option}
        items={part.options}
        least={2}
        most={MOST.items}
        nameOf={(_, index) => words.option(index + 1)}
        make={() => ({ text: words.option(part.options.length + 1) })}
        onChange={(options) => onChange({ ...part, options: [...options] })}
      >
        {(option, change) => (
          <>
            <TextField
              label={words.optionText}
              value={option.text}
              most={MOST.option}
              onChange={(text) => change({ ...option, text })}
            />
            <Beside>
              <SelectField<keyof typeof words.rights>
                label={words.right}
                value={typeof option.right === 'string' ? 'formula' : option.right ? 'right' : 'wrong'}
                options={[
                  ['wrong', words.rights.wrong],
                  ['right', words.rights.right],
                  ['formula', words.rights.formula],
                ]}
                onChange={(right) =>
                  change({ ...option, right: right === 'formula' ? '1' : right === 'right' })
                }
              />
              {typeof option.right === 'string' && (
                <FormulaField
                  label={words.rightFormula}
                  value={option.right}
                  onChange={(right) => change({ ...option, right })}
                />
              )}
            </Beside>
            <OptionalField
              label={words.optionFeedback}
              hint={words.markdown}
              value={option.feedback}
              most={MOST.feedback}
              onChange={(feedback) => change({ ...option, feedback })}
            />
          </>
        )}
      </ItemList>
    </>
  );
}

function TableFields({ part, onChange }: Change<PartOf<'table'>>) {
  return (
    <>
      <SelectField<'row' | 'column'>
        label={words.pointsPer}
        value={part.pointsPer ?? 'row'}
        options={[
          ['row', words.pointsPers.row],
          ['column', words.pointsPers.column],
        ]}
        onChange={(pointsPer) => onChange({ ...part, pointsPer })}
      />
      <GridFields<Cell>
        columns={part.columns}
        rowLabels={part.rowLabels}
        cells={part.cells}
        least={1}
        blank={{ answer: '' }}
        onChange={({ columns, rowLabels, cells }) => onChange({ ...part, columns, rowLabels, cells })}
        cell={(cell, column, change) => {
          const isAsked = typeof cell !== 'string';
          const text = isAsked ? cell.answer : cell;
          return (
            <>
              <TextField
                label={isAsked ? words.cellAnswer(column) : words.cell(column)}
                value={text}
                most={MOST.cell}
                onChange={(text) => change(isAsked ? { answer: text } : text)}
              />
              <TickField
                label={words.cellAskedUnder(column)}
                isOn={isAsked}
                onChange={(isOn) => change(isOn ? { answer: text } : text)}
              />
            </>
          );
        }}
      />
    </>
  );
}

function GanttFields({ part, onChange }: Change<PartOf<'gantt'>>) {
  const { lanes, symbols, runs } = part;
  const choices = (texts: readonly string[]) => texts.map((text) => [text, text] as const);
  return (
    <>
      <FormulaField
        label={words.slots}
        value={part.slots}
        onChange={(slots) => onChange({ ...part, slots })}
      />
      <TextList
        title={words.lanes}
        adds={words.add.lane}
        nameOf={words.lane}
        texts={lanes}
        onChange={(lanes) => onChange({ ...part, lanes })}
      />
      <TextList
        title={words.symbols}
        adds={words.add.symbol}
        nameOf={words.symbol}
        texts={symbols}
        onChange={(symbols) => onChange({ ...part, symbols })}
      />
      <ItemList<PartOf<'gantt'>['runs'][number]>
        title={words.runs}
        adds={words.add.run}
        items={runs}
        most={MOST.runs}
        nameOf={(_, index) => words.run(index + 1)}
        make={() => ({
          lane: lanes[0] ?? '',
          symbol: symbols[0] ?? '',
          from: runs.at(-1)?.to ?? '0',
          to: part.slots,
        })}
        onChange={(runs) => onChange({ ...part, runs: [...runs] })}
      >
        {(run, change) => (
          <Beside>
            <SelectField
              label={words.runLane}
              value={run.lane}
              options={choices(lanes)}
              onChange={(lane) => change({ ...run, lane })}
            />
            <SelectField
              label={words.runSymbol}
              value={run.symbol}
              options={choices(symbols)}
              onChange={(symbol) => change({ ...run, symbol })}
            />
            <FormulaField
              label={words.runFrom}
              value={run.from}
              onChange={(from) => change({ ...run, from })}
            />
            <FormulaField label={words.runTo} value={run.to} onChange={(to) => change({ ...run, to })} />
          </Beside>
        )}
      </ItemList>
    </>
  );
}

interface Reactions {
  right?: string | undefined;
  wrong?: string | undefined;
  when?: { answer: string; say: string }[] | undefined;
}

/** What is said of right and wrong answers, and of certain numbers and texts. */
function FeedbackFields({ part, onChange }: Change<WrittenPart>) {
  const feedback: Reactions = part.feedback ?? {};
  const change = (changed: Reactions) => {
    // Those of a choice, a table or a chart have no `when`.
    const isNone = Object.values(changed).every((each) => each === undefined || each.length === 0);
    onChange({ ...part, feedback: isNone ? undefined : changed } as WrittenPart);
  };
  const hasCertain = part.kind === 'number' || part.kind === 'text';
  return (
    <Group title={words.feedback} hint={words.markdown}>
      <OptionalField
        label={words.feedbackRight}
        value={feedback.right}
        most={MOST.feedback}
        onChange={(right) => change({ ...feedback, right })}
      />
      <OptionalField
        label={words.feedbackWrong}
        value={feedback.wrong}
        most={MOST.feedback}
        onChange={(wrong) => change({ ...feedback, wrong })}
      />
      {hasCertain && (
        <ItemList
          title={words.reactions}
          adds={words.add.reaction}
          items={feedback.when ?? []}
          most={MOST.items}
          nameOf={(_, index) => words.reaction(index + 1)}
          make={() => ({ answer: part.kind === 'number' ? '0' : '', say: '' })}
          onChange={(when) => change({ ...feedback, when: [...when] })}
        >
          {(reaction, set) => (
            <>
              {part.kind === 'number' ? (
                <FormulaField
                  label={words.reactionNumber}
                  value={reaction.answer}
                  onChange={(answer) => set({ ...reaction, answer })}
                />
              ) : (
                <TextField
                  label={words.reactionText}
                  value={reaction.answer}
                  most={MOST.cell}
                  onChange={(answer) => set({ ...reaction, answer })}
                />
              )}
              <TextField
                label={words.say}
                value={reaction.say}
                most={MOST.feedback}
                isLong
                onChange={(say) => set({ ...reaction, say })}
              />
            </>
          )}
        </ItemList>
      )}
    </Group>
  );
}
