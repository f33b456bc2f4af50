'use client';
/** Right, wrong and odd input for a variant, marked as often as one likes. */
import { type FormEvent, useState } from 'react';
import type { PublicPart } from '../../../exercises/question-marking';
import { BusyButton } from '../../busy-button';
import { QuestionParts } from '../../question-parts/question-parts';
import type { Responses } from '../../questions/entered';
import { useAction } from '../../use-action';
import { markVariantAction } from './actions';
import { checkWords as words } from './words';

type Marked = Awaited<ReturnType<typeof markVariantAction>> & { ok: true };

export function MarkingTrial(props: {
  packageId: string;
  checkId: string;
  variant: number;
  parts: readonly PublicPart[];
}) {
  const { packageId, checkId, variant, parts } = props;
  const { run, isWorking, problem } = useAction(markVariantAction);
  const [responses, setResponses] = useState<Responses>({});
  const [told, setTold] = useState<Marked['value'] | null>(null);
  const answered = told !== null && 'mark' in told ? told : undefined;
  const mark = async (event: FormEvent) => {
    event.preventDefault();
    const entered = structuredClone(responses) as Parameters<typeof markVariantAction>[0]['responses'];
    const marked = await run({ packageId, checkId, variant, responses: entered });
    if (marked !== null) setTold(marked.value);
  };
  return (
    <form className="mt-3 space-y-3" onSubmit={(event) => void mark(event)}>
      <QuestionParts
        parts={parts}
        responses={responses}
        onChange={(id, response) => {
          setResponses({ ...responses, [id]: response });
          setTold(null);
        }}
        problems={told !== null && 'unreadable' in told ? told.unreadable : []}
        marks={answered?.mark.parts}
        feedbackHtml={answered?.feedbackHtml}
      />
      <BusyButton type="submit" className="button" isBusy={isWorking}>
        {isWorking ? words.marking : words.mark}
      </BusyButton>
      <p role="status" className="text-sm font-medium">
        {answered !== undefined && words.marked(answered.mark.points, answered.mark.maxPoints)}
        {told !== null && 'unreadable' in told && words.unreadable}
      </p>
      {problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
