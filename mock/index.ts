export { type Clock, createFixedClock } from '../kernel/clock.ts';
export type { Finding } from '../kernel/finding.ts';
export { DocumentError, type DocumentFault } from '../spec/fault.ts';
export type { DocumentInput } from '../spec/load.ts';
export { type DocumentConfig, defineConfig, type LogConfig, type StandinConfig } from './config.ts';
export { createMock } from './create-mock.ts';
export type { OperationInfo, ResourceInfo } from './describe.ts';
export type { DocumentInfo } from './describe-documents.ts';
export type { Exchange } from './exchange/journal.ts';
export type { Delay, Fault, FaultKind } from './fault/fault.ts';
export type { Middleware } from './http/middleware.ts';
export { type ConfigPlace, type LoadedConfig, loadConfig } from './load-config.ts';
export type { Controls, Mock, MockSession, Parameters } from './mock.ts';
export type {
  DocumentEntry,
  ListenOptions,
  MockLimits,
  MockOptions,
} from './options.ts';
export type { CollectionOverride, DocumentOverrides, OperationOverride } from './overrides.ts';
export type { SessionClock } from './session/clock.ts';
export type { SeedProgress } from './state/state.ts';
export { getVersion } from './version.ts';
