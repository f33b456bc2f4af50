import { expect, test } from 'vitest';
import { rewound } from './question';

test('[row 104] replays from the last checkpoint, and reads of the log what came after it', () => {
  const events = [true, false, true, true].map((fromOutside) => ({ text: '', fromOutside }));
  expect(rewound(events, 10, 4)).toEqual({ replayed: 4, read: 3 });
  expect(rewound(events, 2, 3)).toEqual({ replayed: 1, read: 1 });
  expect(rewound(events, 2, 2)).toEqual({ replayed: 0, read: 0 });
});
