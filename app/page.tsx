/** The catalogue: exercises and questions by chapter, with one's own progress. */
import Link from 'next/link';
import { type ExerciseProgress, progressOf, type QuestionProgress, questionProgressOf } from '../db/progress';
import type { CatalogueExercise, CatalogueQuestion } from '../exercises/catalogue';
import { asTitle, type Chapter, chapters, exerciseHref, maxScoreOf, questionHref } from './catalogue';
import { fromDatabase } from './database-call';
import { words } from './dictionary';
import { ScoreBar } from './score-bar';
import { currentViewer } from './viewer';

export default async function CataloguePage() {
  const viewer = await currentViewer();
  const user = viewer.kind === 'user' ? viewer.user : null;
  const progress =
    user === null
      ? null
      : await fromDatabase(() => Promise.all([progressOf(user.id), questionProgressOf(user.id)]));
  const [ofExercises, ofQuestions] = progress?.available ? progress.value : [new Map(), new Map()];
  const all = chapters();
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="text-xl font-semibold tracking-tight">{words.catalogue.title}</h1>
      <p className="mt-2 max-w-[65ch] text-text-muted">
        {words.catalogue.lead}
        {viewer.kind === 'visitor' && ` ${words.catalogue.signInForProgress}`}
      </p>
      {all.length === 0 && <p className="notice notice-warning mt-8">{words.catalogue.empty}</p>}
      {all.map((chapter) => (
        <ChapterSection
          key={chapter.name}
          chapter={chapter}
          ofExercises={ofExercises}
          ofQuestions={ofQuestions}
        />
      ))}
    </div>
  );
}

function ChapterSection(props: {
  chapter: Chapter;
  ofExercises: Map<string, ExerciseProgress>;
  ofQuestions: Map<string, QuestionProgress>;
}) {
  const { chapter, ofExercises, ofQuestions } = props;
  const heading = `chapter-${chapter.name}`;
  return (
    <section className="mt-10" aria-labelledby={heading}>
      <h2 id={heading} className="mb-3 text-lg font-semibold">
        {asTitle(chapter.name)}
      </h2>
      <ul className="panel divide-y divide-border">
        {chapter.exercises.map((exercise) => (
          <ExerciseRow key={exercise.id} exercise={exercise} progress={ofExercises.get(exercise.id)} />
        ))}
        {chapter.questions.map((question) => (
          <QuestionRow key={question.id} question={question} progress={ofQuestions.get(question.id)} />
        ))}
      </ul>
    </section>
  );
}

const ROW =
  'relative grid gap-x-6 gap-y-2 px-4 py-3 hover:bg-surface-sunken sm:grid-cols-[1fr_11rem] first:rounded-t-md last:rounded-b-md';
/** The whole row opens it, and only its title is read out as the link. */
const ROW_LINK = 'font-medium after:absolute after:inset-0';

function ExerciseRow({ exercise, progress }: { exercise: CatalogueExercise; progress?: ExerciseProgress }) {
  const maxScore = progress?.maxScore ?? maxScoreOf(exercise);
  return (
    <li className={ROW}>
      <div className="min-w-0">
        <Link href={exerciseHref(exercise.id)} className={ROW_LINK}>
          {exercise.title}
        </Link>
        <p className="text-sm text-text-muted">{exercise.summary}</p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-text-muted">
          <Difficulty level={exercise.difficulty} />
          <span>{words.catalogue.cases(exercise.caseCount)}</span>
        </p>
      </div>
      {progress === undefined ? (
        <p className="text-sm text-text-muted sm:text-right">
          {words.catalogue.notTried} · {maxScore} points
        </p>
      ) : (
        <div className="text-sm sm:text-right">
          <ScoreBar score={progress.bestScore} maxScore={maxScore} />
          <p className="mt-1 text-xs text-text-muted">{words.catalogue.submissions(progress.submissions)}</p>
        </div>
      )}
    </li>
  );
}

function QuestionRow({ question, progress }: { question: CatalogueQuestion; progress?: QuestionProgress }) {
  return (
    <li className={ROW}>
      <div className="min-w-0">
        <Link href={questionHref(question.id)} className={ROW_LINK}>
          {question.title}
        </Link>
        <p className="text-sm text-text-muted">{question.summary}</p>
        <p className="mt-1 text-xs text-text-muted">{words.catalogue.question}</p>
      </div>
      {progress === undefined ? (
        <p className="text-sm text-text-muted sm:text-right">{words.catalogue.notTried}</p>
      ) : (
        <div className="text-sm sm:text-right">
          <ScoreBar score={progress.bestPoints} maxScore={progress.maxPoints} />
          <p className="mt-1 text-xs text-text-muted">{words.catalogue.attempts(progress.attempts)}</p>
        </div>
      )}
    </li>
  );
}

function Difficulty({ level }: { level: 1 | 2 | 3 }) {
  return (
    <span title={words.catalogue.difficultyLabel(level)}>
      <span aria-hidden="true" className="mr-1 tracking-widest">
        {'●'.repeat(level)}
        {'○'.repeat(3 - level)}
      </span>
      {words.catalogue.difficulty[level - 1]}
    </span>
  );
}
