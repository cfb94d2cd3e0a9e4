import { readFileSync } from 'node:fs';
import { consumer, pacts } from './_consumer.ts';

const few = ['a page of contracts', 'to add a contract', 'contracts in another organization'];

/** Three interactions of the pact with sales-v3, changed as text: each one takes a while to verify. */
export function toSmallPact(change: (text: string) => string = (text) => text): string {
  const whole = readFileSync(`${pacts}${consumer}-sales-v3.json`, 'utf8');
  const pact = JSON.parse(change(whole));
  const interactions = pact.interactions.filter(
    ({ description }: { readonly description: string }) => few.includes(description),
  );
  return JSON.stringify({ ...pact, interactions });
}
