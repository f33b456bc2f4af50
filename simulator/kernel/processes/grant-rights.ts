/** What a page may be granted and mapped with. */
export const GRANT_RIGHTS = { read: 1, readWrite: 3 } as const;
/** Grants of one process that are not over. */
export const MAX_GRANTS = 8;
