/** A text field with its label and, below it, a hint that is read out with it. */
interface LabelledFieldProps {
  label: string;
  name: string;
  autoComplete?: string;
  type?: string;
  isOptional?: boolean;
  minLength?: number;
  maxLength?: number;
  defaultValue?: string;
  hint?: string;
}

export function LabelledField(props: LabelledFieldProps) {
  const { label, hint, name, type = 'text', isOptional = false, ...input } = props;
  return (
    <div>
      <label htmlFor={name} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={name}
        name={name}
        type={type}
        required={!isOptional}
        className="field"
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
        {...input}
      />
      {hint !== undefined && (
        <p id={`${name}-hint`} className="mt-1 text-xs text-text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
