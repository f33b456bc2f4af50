/** Every text of the question parts, in one typed place. */
export const questionWords = {
  points: formatPoints,
  marked: (points: number, maxPoints: number) => `${rounded(points)} of ${formatPoints(maxPoints)}`,
  right: 'Right',
  partlyRight: 'Partly right',
  wrong: 'Wrong',
  chooseOne: 'Choose one.',
  chooseSeveral: 'Choose all that apply.',
  accuracy: (tolerance: number) =>
    tolerance > 0
      ? `Right within ${tolerance}: round to that, or write a fraction.`
      : 'The exact number, or a fraction.',
  tableHelp: 'Arrow keys and Enter move between the cells.',
  tableCell: (row: string, column: string) => `${row}, ${column}`,
  row: 'Row',
  idle: 'idle',
  idleSymbol: '–',
  ganttHelp:
    'Pick a symbol and click or drag over the slots, or move with the arrow keys and type. Shift with an arrow repeats the slot; Delete empties it.',
  ganttSlot: (lane: string, slot: number, symbol: string) => `${lane}, slot ${slot}: ${symbol}`,
  ganttBrush: 'Symbol that a click sets',
  ganttLane: 'Lane',
  ganttAsText: 'Your chart in words',
  ganttStretch: (symbol: string, from: number, to: number) => `${symbol} from ${from} to ${to}`,
  scrolls: (caption: string) => `${caption} (scrolls sideways)`,
} as const;

function formatPoints(points: number): string {
  return points === 1 ? '1 point' : `${rounded(points)} points`;
}

/** At most two decimals, none that say nothing. */
function rounded(points: number): string {
  return String(Math.round(points * 100) / 100);
}
