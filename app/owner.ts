'use client';
/** Whose what is kept in this browser is. */
import { stored } from './browser-storage';

export type Owner =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'visitor' }
  /** The database, which could tell, does not answer. */
  | { readonly kind: 'unknown' };

/** Who was last signed in here: with the database down the page cannot tell, and what is his must still be found. */
const USER_KEY = 'runqueue:user';

/** @returns null: a visitor. */
export function rememberedUser(owner: Owner): string | null {
  const remembered = stored(() => {
    if (owner.kind === 'user') window.localStorage.setItem(USER_KEY, owner.id);
    else if (owner.kind === 'visitor') window.localStorage.removeItem(USER_KEY);
    return window.localStorage.getItem(USER_KEY);
  });
  return owner.kind === 'unknown' ? remembered : owner.kind === 'user' ? owner.id : null;
}
