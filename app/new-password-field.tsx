/** The field of a password that is about to be set. The server decides (authentication.ts); this says it before. */
import * as words from './dictionary';
import { LabelledField } from './labelled-field';

const MINIMUM_CHARACTERS = 10;

export function NewPasswordField({ label, name }: { label: string; name: string }) {
  return (
    <LabelledField
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={MINIMUM_CHARACTERS}
      hint={words.account.passwordHint(MINIMUM_CHARACTERS)}
    />
  );
}
