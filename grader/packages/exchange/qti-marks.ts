/** How an exported item says what no element of QTI does, for whoever imports it here: classes, which others pass over. */
export const CLASS = {
  picture: 'rq-picture',
  given: 'rq-given',
  /** Around the label and the table of a part. */
  grid: 'rq-grid',
  gantt: 'rq-gantt',
  byColumn: 'rq-by-column',
} as const;

/** Before a part's id, in that of its element. */
export const PART_ID = 'rq-';
