'use client';
/** What is said of a draft: of the whole, of a file, or of a line of it. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { PackageComment } from '../../db/package-comments';
import { BusyButton } from '../busy-button';
import { Moment } from '../moment';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { addCommentAction, resolveCommentAction } from './actions';
import { authorWords, LONGEST_COMMENT } from './words';

export function Comments(props: {
  packageId: string;
  comments: readonly PackageComment[];
  userId: string;
  mayWrite: boolean;
  /** Where one is in the editor. */
  at: { readonly path: string; readonly line: number } | null;
  /** Leads to a file and line. */
  onGo?(path: string, line: number | null): void;
}) {
  const { packageId, comments } = props;
  const [showsResolved, setShowsResolved] = useState(false);
  const open = comments.filter(({ resolvedAt }) => resolvedAt === null);
  const resolved = comments.filter(({ resolvedAt }) => resolvedAt !== null);
  return (
    <>
      <h2 className="sr-only">{authorWords.comments}</h2>
      <NewComment packageId={packageId} at={props.at} />
      {comments.length === 0 && <p className="mt-4 text-sm text-text-muted">{authorWords.noComments}</p>}
      <ul className="mt-4 space-y-3">
        {open.map((each) => (
          <Comment key={each.id} comment={each} {...props} />
        ))}
      </ul>
      {resolved.length > 0 && (
        <>
          <button
            type="button"
            className="button button-quiet mt-3"
            aria-expanded={showsResolved}
            onClick={() => setShowsResolved(!showsResolved)}
          >
            {authorWords.showResolved(resolved.length)}
          </button>
          {showsResolved && (
            <ul className="mt-3 space-y-3">
              {resolved.map((each) => (
                <Comment key={each.id} comment={each} {...props} />
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

function Comment(props: Parameters<typeof Comments>[0] & { comment: PackageComment }) {
  const { comment, packageId, userId, mayWrite, onGo } = props;
  const { id, by, path, line, text, createdAt, resolvedAt } = comment;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(resolveCommentAction);
  const about = authorWords.commentOn(path, line);
  const isResolved = resolvedAt !== null;
  return (
    <li className="panel p-3 text-sm">
      <p className="flex flex-wrap gap-x-2 text-text-muted">
        <bdi className="font-medium text-text">{by}</bdi>
        {path === null || onGo === undefined ? (
          <span className="wrap-anywhere">{about}</span>
        ) : (
          <button type="button" className="link wrap-anywhere" onClick={() => onGo(path, line)}>
            {about}
          </button>
        )}
        <Moment at={createdAt} />
        {isResolved && <span>{authorWords.resolved}</span>}
      </p>
      <p className="mt-1 whitespace-pre-wrap wrap-anywhere">{text}</p>
      {(mayWrite || comment.userId === userId) && (
        <BusyButton
          type="button"
          className="button mt-2"
          isBusy={isWorking}
          aria-label={`${isResolved ? authorWords.reopen : authorWords.resolve}: ${text.slice(0, 60)}`}
          onClick={async () => {
            const done = await run({ packageId, commentId: id, isResolved: !isResolved });
            if (done !== null) router.refresh();
          }}
        >
          {isResolved ? authorWords.reopen : authorWords.resolve}
        </BusyButton>
      )}
      <Problem text={problem} />
    </li>
  );
}

function NewComment({ packageId, at }: Pick<Parameters<typeof Comments>[0], 'packageId' | 'at'>) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(addCommentAction);
  const [about, setAbout] = useState<'whole' | 'file' | 'line'>('whole');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('comment') ?? '');
    const done = await run({
      ...{ packageId, text },
      path: about === 'whole' || at === null ? null : at.path,
      line: about === 'line' && at !== null ? at.line : null,
    });
    if (done === null) return;
    form.reset();
    router.refresh();
  };
  return (
    <form onSubmit={send} method="post" className="space-y-2">
      {at !== null && (
        <div>
          <label htmlFor="comment-about" className="mb-1 block text-sm">
            {authorWords.commentAbout}
          </label>
          <select
            id="comment-about"
            className="field"
            value={about}
            onChange={(event) => setAbout(event.target.value as typeof about)}
          >
            <option value="whole">{authorWords.aboutWhole}</option>
            <option value="file">{authorWords.aboutFile(at.path)}</option>
            <option value="line">{authorWords.aboutLine(at.path, at.line)}</option>
          </select>
        </div>
      )}
      <label htmlFor="comment-text" className="mb-1 block text-sm">
        {authorWords.comment}
      </label>
      <textarea
        id="comment-text"
        name="comment"
        className="field"
        rows={3}
        maxLength={LONGEST_COMMENT}
        required
      />
      <Problem text={problem} />
      <BusyButton type="submit" className="button" isBusy={isWorking}>
        {authorWords.comment}
      </BusyButton>
    </form>
  );
}
