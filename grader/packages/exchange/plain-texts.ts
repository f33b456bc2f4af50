/** Texts and numbers of foreign questions as question.json has them, where {{ }} is a formula. */

/** What is shown as it is. */
export const unfilled = (text: string) => text.replaceAll('{{', "{{'{{'}}");

/** A number as a formula: in digits, without an exponent. */
export function formulaOf(value: number): string {
  const digits = Math.abs(value).toLocaleString('en-US', {
    useGrouping: false,
    maximumSignificantDigits: 17,
  });
  return value < 0 ? `-${digits}` : digits;
}
