/** A parameter of a laboratory as a field, with what it means and what is wrong with it. */
import type { Parameter } from '../../simulator/laboratories/parameter';

export function parameterLabel(name: string, { label }: Parameter<unknown>): string {
  return label ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
}

export function ParameterField(props: {
  name: string;
  parameter: Parameter<unknown>;
  given: string;
  problem: string | undefined;
}) {
  const { name, parameter, problem } = props;
  const label = parameterLabel(name, parameter);
  const isSwitch = parameter.form.kind === 'switch';
  return (
    <div>
      <div className={isSwitch ? 'flex items-center gap-2' : ''}>
        {isSwitch && <Control {...props} />}
        <label htmlFor={name} className={isSwitch ? 'text-sm font-medium' : 'mb-1 block text-sm font-medium'}>
          {label}
        </label>
      </div>
      {!isSwitch && <Control {...props} />}
      <p id={`${name}-problem`} aria-live="polite" className="text-sm text-bad">
        {problem !== undefined && (
          <span className="mt-1 block">
            <span aria-hidden="true">✗ </span>
            {problem}.
          </span>
        )}
      </p>
      <p id={`${name}-sentence`} className="mt-1 text-xs text-text-muted">
        {parameter.sentence}
      </p>
    </div>
  );
}

function Control(props: {
  name: string;
  parameter: Parameter<unknown>;
  given: string;
  problem: string | undefined;
}) {
  const { name, parameter, given, problem } = props;
  const { form } = parameter;
  const common = {
    ...{ id: name, name, 'aria-describedby': `${name}-problem ${name}-sentence` },
    'aria-invalid': problem !== undefined,
  };
  switch (form.kind) {
    case 'choice':
      return (
        <select className="field" {...common} defaultValue={given}>
          {form.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      );
    case 'switch':
      return <input type="checkbox" {...common} value="on" defaultChecked={given !== ''} />;
    case 'number':
      return (
        <input
          className="field"
          type="number"
          min={form.from}
          max={form.toOnPage}
          {...common}
          defaultValue={given}
        />
      );
    case 'text':
      return (
        <input
          className="field font-mono text-sm"
          type="text"
          spellCheck={false}
          {...common}
          defaultValue={given}
        />
      );
    case 'lines':
      return (
        <textarea
          className="field font-mono text-sm"
          rows={Math.min(12, Math.max(3, given.split('\n').length))}
          spellCheck={false}
          {...common}
          defaultValue={given}
        />
      );
  }
}
