'use client';
/** A variant after the other, each answered and marked as a student's would be. Nothing is stored. */
import { useState } from 'react';
import { reached, VariantForm } from '../../questions/[chapter]/[name]/variant-form';
import type { Responses } from '../../questions/entered';
import type { ShownVariant } from '../../questions/shown-variant';
import { markVariantAction, shownVariantAction } from '../check/actions';

export function PreviewQuestion(props: {
  packageId: string;
  checkId: string;
  variants: number;
  first: ShownVariant;
}) {
  const { packageId, checkId, variants } = props;
  const [number, setNumber] = useState(0);
  const [variant, setVariant] = useState(props.first);
  const [responses, setResponses] = useState<Responses>({});
  const [problem, setProblem] = useState('');
  const another = async () => {
    const next = (number + 1) % variants;
    const shown = await reached(shownVariantAction({ packageId, checkId, variant: next }));
    setProblem(shown.ok ? '' : shown.message);
    if (!shown.ok) return;
    setNumber(next);
    setVariant(shown.value);
    setResponses({});
  };
  return (
    <>
      <VariantForm
        key={number}
        variant={variant}
        responses={responses}
        onChange={setResponses}
        answer={(entered) =>
          markVariantAction({
            ...{ packageId, checkId, variant: number },
            responses: structuredClone(entered) as Parameters<typeof markVariantAction>[0]['responses'],
          })
        }
        onAnother={() => void another()}
      />
      {problem !== '' && (
        <p className="notice notice-bad mt-3" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
