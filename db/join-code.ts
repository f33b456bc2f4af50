/**
 * The code by which students join a course: `K7QM2-XPA9R`, ten of Crockford's 32 characters (crockford.com/base32),
 * 50 bits drawn at random. People read it aloud and copy it from a blackboard: O counts as 0, I and L as 1, blanks and
 * dashes do not count. How often somebody may try one: limits.ts.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 10;
const TYPED_AT_MOST = 40;

export function newJoinCode(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(CHARACTERS)), (byte) => ALPHABET[byte % 32]).join(
    '',
  );
}

/** As it is shown. */
export function spacedJoinCode(code: string): string {
  return `${code.slice(0, CHARACTERS / 2)}-${code.slice(CHARACTERS / 2)}`;
}

/** @returns the code that somebody means, or null when this can be none. */
export function readJoinCode(typed: string): string | null {
  if (typed.length > TYPED_AT_MOST) return null;
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return code.length === CHARACTERS && [...code].every((each) => ALPHABET.includes(each)) ? code : null;
}
