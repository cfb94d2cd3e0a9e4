/** Why something remote could not be had, and what to do; the place is known to whoever asked. */
export class RemoteFault extends Error {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.name = 'RemoteFault';
    this.mend = mend;
  }
}
