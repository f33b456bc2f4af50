import { plural } from './counted';

export const statement = {
  gradedBy: 'What it is graded by',
  pointsOf: (points: number) => plural(points, 'point'),
  budgetRule: (budget: { counter: string; unit: string; factor?: number; slack?: number }) =>
    `at most ${budget.factor ?? 2} × the reference${budget.slack ? ` + ${budget.slack}` : ''}, in ${budget.unit}`,
  history: 'Submissions',
  leaderboard: 'Leaderboard',
} as const;
