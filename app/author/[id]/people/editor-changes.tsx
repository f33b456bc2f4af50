'use client';
/** Who writes a package, and as what. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { PackageEditor } from '../../../../db/packages';
import type { EditorRole } from '../../../../db/schema';
import { BusyButton } from '../../../busy-button';
import { Problem } from '../../../problem';
import { useAction } from '../../../use-action';
import { addEditorAction, setEditorAction } from '../../actions';
import { authorWords } from '../../words';

const ROLES: readonly EditorRole[] = ['editor', 'owner'];

const roleOptions = ROLES.map((role) => (
  <option key={role} value={role}>
    {authorWords.role[role]}
  </option>
));

export function EditorChoice(props: {
  packageId: string;
  editor: PackageEditor;
  mayManage: boolean;
  isSelf: boolean;
}) {
  const { packageId, mayManage, isSelf } = props;
  const { userId, name, role } = props.editor;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setEditorAction);
  const change = async (wanted: EditorRole | null) => {
    if (isWorking || (await run({ packageId, userId, role: wanted })) === null) return;
    if (wanted === null && isSelf) router.push('/author');
    else router.refresh();
  };
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">
        {mayManage ? (
          <select
            className="field w-auto"
            aria-label={authorWords.roleOf(name)}
            value={role}
            onChange={(event) => void change(event.target.value as EditorRole)}
          >
            {roleOptions}
          </select>
        ) : (
          authorWords.role[role]
        )}
        <BusyButton
          type="button"
          className="button"
          isBusy={isWorking}
          aria-label={isSelf ? authorWords.leave : authorWords.removeEditor(name)}
          onClick={() => void change(null)}
        >
          {isSelf ? authorWords.leave : authorWords.removeShort}
        </BusyButton>
      </span>
      <Problem text={problem} />
    </>
  );
}

export function AddEditor({ packageId }: { packageId: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(addEditorAction);
  const [told, setTold] = useState('');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    setTold('');
    const done = await run({
      packageId,
      email: String(form.get('email') ?? ''),
      role: form.get('role') === 'owner' ? 'owner' : 'editor',
    });
    if (done === null) return;
    setTold(authorWords.addedEditor(done.value.name));
    element.reset();
    router.refresh();
  };
  return (
    <form onSubmit={send} method="post" className="mt-3 space-y-2">
      <div className="flex flex-wrap items-end gap-3">
        <label className="min-w-40 flex-1 text-sm">
          <span className="mb-1 block">{authorWords.email}</span>
          <input name="email" type="email" className="field" required maxLength={254} autoComplete="off" />
        </label>
        <label className="text-sm">
          <span className="mb-1 block">{authorWords.editorRole}</span>
          <select name="role" className="field">
            {roleOptions}
          </select>
        </label>
        <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
          {authorWords.addEditor}
        </BusyButton>
      </div>
      <p role="status" className="text-sm text-text-muted">
        {told}
      </p>
      <Problem text={problem} />
    </form>
  );
}
