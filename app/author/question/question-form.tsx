'use client';
/** question.json as fields: each change is a new text of the draft. */
import { useState } from 'react';
import { isVariableName } from '../../../grader/packages/formula';
import {
  MOST_PARTS,
  MOST_PICTURES,
  MOST_VARIABLES,
  type WrittenQuestion,
} from '../../../grader/packages/plain-question-format';
import {
  Beside,
  FormulaField,
  Group,
  ItemList,
  NumberField,
  ReadField,
  SelectField,
  TextField,
} from './fields';
import { GridFields } from './grid-fields';
import { PartFields } from './part-fields';
import {
  freeName,
  newPart,
  questionText,
  rowsOf,
  valuesOf,
  valuesText,
  type WrittenPart,
  type WrittenVariable,
} from './question-text';
import { renameVariable } from './rename-variable';
import { type PartKind, type Source, questionWords as words } from './words';

const MOST = {
  title: 100,
  summary: 500,
  rows: 40,
  values: 100,
  value: 100,
  conditions: 20,
  markdown: 10_000,
};
/** In a cell that is shown and was not written yet. */
const NO_TEXT = '…';
const LONGEST = { caption: 500, cell: 200, alternative: 1_000 };

interface Change {
  written: WrittenQuestion;
  onChange(written: WrittenQuestion): void;
}

export function QuestionForm(
  props: Change & {
    /** What it lacks; empty when it is whole. */
    unfinished: string;
    mayWrite: boolean;
    /** Of the package. */
    paths: readonly string[];
  },
) {
  const { written, onChange } = props;
  return (
    <form onSubmit={(event) => event.preventDefault()} className="p-4">
      <p role="status" className={props.unfinished === '' ? 'sr-only' : 'notice notice-warning mb-4'}>
        {props.unfinished !== '' && `${words.unfinished} ${props.unfinished}`}
      </p>
      <fieldset disabled={!props.mayWrite} className="min-w-0 space-y-8">
        <legend className="sr-only">{words.form}</legend>
        <AboutFields written={written} onChange={onChange} />
        <VariableFields written={written} onChange={onChange} />
        <ItemList
          title={words.conditions}
          hint={words.conditionsHint}
          adds={words.add.condition}
          items={written.where ?? []}
          most={MOST.conditions}
          nameOf={(_, index) => words.condition(index + 1)}
          make={() => '1'}
          onChange={(where) => onChange({ ...written, where: [...where] })}
        >
          {(condition, change) => <FormulaField label={words.formula} value={condition} onChange={change} />}
        </ItemList>
        <AskedFields written={written} onChange={onChange} />
        <PictureFields written={written} onChange={onChange} paths={props.paths} />
        <PartList written={written} onChange={onChange} />
        <Group title={words.explanation}>
          <TextField
            label={words.explanation}
            hint={words.explanationHint}
            value={written.explanation}
            most={MOST.markdown}
            isLong
            onChange={(explanation) => onChange({ ...written, explanation })}
          />
        </Group>
      </fieldset>
    </form>
  );
}

function AboutFields({ written, onChange }: Change) {
  return (
    <Group title={words.about}>
      <TextField
        label={words.title}
        value={written.title}
        most={MOST.title}
        isRequired
        onChange={(title) => onChange({ ...written, title })}
      />
      <TextField
        label={words.summary}
        hint={words.summaryHint}
        value={written.summary}
        most={MOST.summary}
        onChange={(summary) => onChange({ ...written, summary })}
      />
      <ReadField
        label={words.rows}
        hint={words.rowsHint}
        value={written.rows}
        told={(rows) => rows.join(', ')}
        read={(text) => atMost(MOST.rows, rowsOf(text))}
        problem={words.rowsProblem}
        onChange={(rows) => onChange({ ...written, rows })}
      />
    </Group>
  );
}

const atMost = <Item,>(most: number, items: Item[] | null) =>
  items !== null && items.length <= most ? items : null;

/** A variable that was just given another name, and how all was before. */
interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly uses: number;
  readonly before: WrittenQuestion;
  readonly after: WrittenQuestion;
}

function VariableFields({ written, onChange }: Change) {
  const [renaming, setRenaming] = useState<Renaming>();
  const rename = (from: string, to: string) => {
    const { written: after, uses } = renameVariable(written, from, to);
    setRenaming({ from, to, uses, before: written, after });
    onChange(after);
  };
  const undo = ({ from, to, uses, before, after }: Renaming) => {
    setRenaming({ from: to, to: from, uses, before: after, after: before });
    onChange(before);
  };
  // Whatever was changed since is not to be lost.
  const isNewest = renaming !== undefined && questionText(renaming.after) === questionText(written);
  const variables = Object.entries(written.variables ?? {});
  const isFree = (name: string, but?: number) =>
    variables.every(([each], index) => index === but || each !== name);
  const list = (
    <ItemList<[string, WrittenVariable]>
      title={words.variables}
      hint={words.variablesHint}
      adds={words.add.variable}
      items={variables}
      most={MOST_VARIABLES}
      nameOf={([name]) => words.variable(name)}
      make={() => [freeName('x', isFree), { from: 1, to: 9 }]}
      onChange={(changed) => onChange({ ...written, variables: Object.fromEntries(changed) })}
    >
      {([name, variable], change, index) => (
        <>
          <Beside>
            <ReadField
              label={words.name}
              value={name}
              told={String}
              read={(text) =>
                isVariableName(text) && text !== '__proto__' && isFree(text, index) ? text : null
              }
              problem={words.nameProblem}
              isCode
              isTakenLast
              onChange={(renamed) => rename(name, renamed)}
            />
            <SelectField<Source>
              label={words.source}
              value={sourceOf(variable)}
              options={Object.entries(words.sources) as [Source, string][]}
              onChange={(source) => change([name, BEGINNINGS[source]])}
            />
          </Beside>
          <ValueFields variable={variable} onChange={(changed) => change([name, changed])} />
        </>
      )}
    </ItemList>
  );
  return (
    <div className="space-y-3">
      {list}
      <div role="status" className="flex flex-wrap items-center gap-2 text-sm">
        {isNewest && (
          <>
            <span className="min-w-0 wrap-anywhere">
              {words.renamed(renaming.from, renaming.to, renaming.uses)}
            </span>
            <button type="button" className="button" onClick={() => undo(renaming)}>
              {words.undo}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

const BEGINNINGS: Readonly<Record<Source, WrittenVariable>> = {
  range: { from: 1, to: 9 },
  list: { of: [1, 2, 3] },
  formula: { is: '1' },
};

const sourceOf = (variable: WrittenVariable): Source =>
  'is' in variable ? 'formula' : 'of' in variable ? 'list' : 'range';

function ValueFields(props: { variable: WrittenVariable; onChange(variable: WrittenVariable): void }) {
  const { variable, onChange } = props;
  if ('is' in variable)
    return (
      <FormulaField
        label={words.formula}
        hint={words.formulaHint}
        value={variable.is}
        onChange={(is) => onChange({ is })}
      />
    );
  if ('of' in variable)
    return (
      <ReadField
        label={words.values}
        hint={words.valuesHint}
        value={variable.of}
        told={valuesText}
        read={valuesIn}
        problem={words.valuesProblem}
        onChange={(of) => onChange({ of: [...of] })}
      />
    );
  return (
    <Beside>
      <NumberField
        label={words.from}
        value={variable.from}
        onChange={(from) => onChange({ ...variable, from })}
      />
      <NumberField label={words.to} value={variable.to} onChange={(to) => onChange({ ...variable, to })} />
      <NumberField
        label={words.step}
        value={variable.step ?? 1}
        fits={(step) => step > 0}
        problem={words.positiveProblem}
        onChange={(step) => onChange({ ...variable, step })}
      />
    </Beside>
  );
}

function valuesIn(text: string): (number | string)[] | null {
  const values = atMost(MOST.values, valuesOf(text));
  const fits = values?.every((value) => typeof value === 'number' || value.length <= MOST.value);
  return values !== null && values.length > 0 && fits ? values : null;
}

function AskedFields({ written, onChange }: Change) {
  const { given } = written;
  const [removed, setRemoved] = useState<typeof given>();
  return (
    <Group title={words.asked}>
      <TextField
        label={words.prompt}
        hint={words.markdown}
        value={written.prompt}
        most={MOST.markdown}
        isLong
        onChange={(prompt) => onChange({ ...written, prompt })}
      />
      {given === undefined ? (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <button
            type="button"
            className="button"
            onClick={() =>
              onChange({
                ...written,
                given: { caption: words.givenCaption, columns: [words.column(1)], rows: [[NO_TEXT]] },
              })
            }
          >
            {words.addGiven}
          </button>
          {removed !== undefined && (
            <>
              <span role="status">{words.removed(words.given)}</span>
              <button
                type="button"
                className="button"
                aria-label={words.bringBackOf(words.given)}
                // biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone
                autoFocus
                onClick={() => onChange({ ...written, given: removed })}
              >
                {words.bringBack}
              </button>
            </>
          )}
        </div>
      ) : (
        <Group title={words.given}>
          <TextField
            label={words.caption}
            value={given.caption}
            most={LONGEST.caption}
            onChange={(caption) => onChange({ ...written, given: { ...given, caption } })}
          />
          <GridFields
            columns={given.columns}
            cells={given.rows}
            blank={NO_TEXT}
            onChange={({ columns, cells }) =>
              onChange({ ...written, given: { ...given, columns, rows: cells } })
            }
            cell={(cell, column, change) => (
              <TextField label={words.cell(column)} value={cell} most={LONGEST.cell} onChange={change} />
            )}
          />
          <button
            type="button"
            className="button"
            onClick={() => {
              setRemoved(given);
              onChange({ ...written, given: undefined });
            }}
          >
            {words.removeGiven}
          </button>
        </Group>
      )}
    </Group>
  );
}

function PictureFields(props: Change & { paths: readonly string[] }) {
  const { written, onChange } = props;
  const pictures = written.pictures ?? [];
  const files = props.paths.filter((path) => path.endsWith('.svg'));
  return (
    <ItemList
      title={words.pictures}
      hint={files.length === 0 ? words.noPictures : undefined}
      adds={words.add.picture}
      items={pictures}
      most={files.length === 0 ? 0 : MOST_PICTURES}
      nameOf={({ file }) => words.picture(file)}
      make={() => ({
        file: files.find((path) => pictures.every(({ file }) => file !== path)) ?? files[0] ?? '',
        alternative: '',
      })}
      onChange={(changed) => onChange({ ...written, pictures: [...changed] })}
    >
      {(picture, change) => (
        <>
          <SelectField
            label={words.file}
            value={picture.file}
            options={files.map((path) => [path, path] as const)}
            onChange={(file) => change({ ...picture, file })}
          />
          <TextField
            label={words.alternative}
            hint={words.alternativeHint}
            value={picture.alternative}
            most={LONGEST.alternative}
            isLong
            isRequired
            onChange={(alternative) => change({ ...picture, alternative })}
          />
        </>
      )}
    </ItemList>
  );
}

function PartList({ written, onChange }: Change) {
  const { parts } = written;
  const [kind, setKind] = useState<PartKind>('number');
  return (
    <ItemList<WrittenPart>
      title={words.parts}
      adds={words.add.part}
      items={parts}
      least={1}
      most={MOST_PARTS}
      nameOf={(part, index) => words.part(index + 1, part.kind)}
      make={() => newPart(kind, parts)}
      beside={
        <SelectField<PartKind>
          label={words.newKind}
          value={kind}
          options={Object.entries(words.kinds) as [PartKind, string][]}
          onChange={setKind}
        />
      }
      onChange={(changed) => onChange({ ...written, parts: [...changed] })}
    >
      {(part, change, index) => (
        <PartFields
          part={part}
          isFreeId={(id) => parts.every((other, place) => place === index || other.id !== id)}
          onChange={change}
        />
      )}
    </ItemList>
  );
}
