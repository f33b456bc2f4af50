/** A run did not come to a verdict; the message is for whoever asked for it. */
export class RunRefused extends Error {
  constructor(
    message: string,
    readonly isSignedOut = false,
  ) {
    super(message);
  }
}
