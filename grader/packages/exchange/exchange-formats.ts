export const EXCHANGE_FORMATS = ['qti-3.0', 'qti-2.1', 'kattis'] as const;
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];
