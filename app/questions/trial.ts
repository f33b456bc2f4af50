/** Variants of each question that visitors try: few, so that nobody reads through all of them without an account. */
export const TRIAL_VARIANTS = 12;

/** Not a number: no attempt of a student has it. */
export const trialSeed = (variant: number): string => `trial:${variant}`;
