export { type BrokerFlags, toBrokerOptions } from './pact/broker.ts';
export { type Comparison, comparePact, type Mismatch } from './pact/compare.ts';
export { type Derivation, type DeriveOptions, derivePacts } from './pact/derive.ts';
export { isPact, readPact } from './pact/pact-file.ts';
export { type Verification, type VerifyOptions, verifyPacts } from './pact/verify.ts';
export { UnusableError } from './unusable.ts';
