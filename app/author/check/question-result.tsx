/** What a check found of a question: what its variants have in common, and twenty of them side by side. */
import type { Question } from '../../../exercises/question-definition';
import type { CheckedQuestion } from '../../../grader/packages/package-outcome';
import { Prose } from '../../markdown/prose';
import { renderMarkdown } from '../../markdown/render-markdown';
import { Pictures } from '../../question-parts/pictures';
import { GridTable } from '../../question-parts/question-parts';
import { shown } from '../../questions/shown-variant';
import { WideTable } from '../../wide-table';
import { answerOf } from '../answer-of';
import { MarkingTrial } from './marking-trial';
import { checkWords as words } from './words';

const SIDE_BY_SIDE = 20;

export function QuestionResult(props: { packageId: string; checkId: string; checked: CheckedQuestion }) {
  const { variants, statistics } = props.checked;
  const isFixed = statistics.distinct === 1 && statistics.threw === 0;
  const shownVariants = variants.slice(0, isFixed ? 1 : SIDE_BY_SIDE);
  return (
    <>
      {!isFixed && <Statistics statistics={statistics} />}
      <section aria-labelledby="variants">
        <h2 id="variants" className="text-lg font-semibold">
          {isFixed ? words.fixed : words.variants(shownVariants.length)}
        </h2>
        <ol className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(min(26rem,100%),1fr))] gap-4">
          {shownVariants.map((question, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a variant is its number
            <li key={index} className="panel min-w-0 p-4">
              <Variant {...props} question={question} variant={index} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Statistics({ statistics }: Pick<CheckedQuestion, 'statistics'>) {
  const { variants, distinct, threw, parts } = statistics;
  return (
    <section>
      <h2 className="text-lg font-semibold">{words.statistics(variants)}</h2>
      <p className="mt-1">
        {words.distinctVariants(distinct, variants)} {threw > 0 && words.threw(threw)}
      </p>
      <WideTable label={words.statistics(variants)}>
        <thead>
          <tr>
            <th scope="col">{words.part}</th>
            <th scope="col" className="number">
              {words.distinct}
            </th>
            <th scope="col">{words.frequent}</th>
            <th scope="col">{words.spread}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ id, label, distinct, frequent, spread }) => (
            <tr key={id}>
              <th scope="row" className="min-w-40 max-w-60 whitespace-normal!">
                {label}
              </th>
              <td className="number">{distinct.toLocaleString('en')}</td>
              <td>
                <ul>
                  {frequent.map(({ answer, times }) => (
                    <li key={answer} className="max-w-80 wrap-anywhere">
                      {words.inVariants(answer, times)}
                    </li>
                  ))}
                </ul>
                {(frequent[0]?.times ?? 0) * 2 > variants - threw && (
                  <p className="text-warning">⚠ {words.degenerate}</p>
                )}
              </td>
              <td className="whitespace-nowrap">
                {spread?.map((each) => each.toLocaleString('en')).join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

async function Variant(props: { packageId: string; checkId: string; question: Question; variant: number }) {
  const { question, variant } = props;
  const { parts, explanation, worked = [] } = question;
  const asked = await shown(question);
  return (
    <>
      <h3 className="mb-2 text-sm font-semibold text-text-muted">{words.variant(variant + 1)}</h3>
      <Prose html={asked.promptHtml} />
      {asked.given !== null && <GridTable grid={asked.given} />}
      <Pictures pictures={asked.pictures} />
      <details className="mt-4">
        <summary className="cursor-pointer font-medium">{words.answer}</summary>
        <dl className="my-2 space-y-1 text-sm">
          {parts.map((part) => (
            <div key={part.id}>
              <dt className="text-text-muted">{part.label}</dt>
              <dd className="font-mono whitespace-pre-wrap wrap-anywhere">{answerOf(part)}</dd>
            </div>
          ))}
        </dl>
        <Prose html={await renderMarkdown(explanation)} />
        {worked.map((grid) => (
          <GridTable key={grid.caption} grid={grid} />
        ))}
      </details>
      <details className="mt-3">
        <summary className="cursor-pointer font-medium">{words.tryMarking}</summary>
        <MarkingTrial
          packageId={props.packageId}
          checkId={props.checkId}
          variant={variant}
          parts={asked.parts}
        />
      </details>
    </>
  );
}
