/** Thrown when a judge cannot do its work: the message says what is missing and how to mend it. */
export class UnusableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableError';
  }
}
