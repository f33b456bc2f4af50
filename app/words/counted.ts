export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `1.25 ×` */
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`;
