/** What went wrong, said where it was asked for and read out. */
export function Problem({ text }: { text: string }) {
  return <div role="alert">{text !== '' && <p className="notice notice-bad">{text}</p>}</div>;
}
