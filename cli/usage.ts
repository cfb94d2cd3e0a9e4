/** Thrown for a mistake in what the user asked for; the message says how to mend it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Reads a whole number between bounds. */
export function toWhole(flag: string, bounds: { readonly min: number; readonly max: number }) {
  return (text: string): number => {
    const { min, max } = bounds;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new UsageError(`${flag} is "${text}", not a whole number from ${min} to ${max}.`);
  };
}

/** Reads one of some words. */
export function toChoice<Choice extends string>(flag: string, choices: readonly Choice[]) {
  return (text: string): Choice => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined) return choice;
    throw new UsageError(`${flag} is "${text}", not one of ${choices.join(', ')}.`);
  };
}

/** Adds one value of a flag that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
