/** What an access to memory was, as mechanisms are told. */
export const ACCESS_KIND = { fetch: 0, load: 1, store: 2 } as const;
