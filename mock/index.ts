export { type Clock, createFixedClock } from '../kernel/clock.ts';
export type { Finding } from '../kernel/finding.ts';
export { DocumentError, type DocumentFault } from '../spec/fault.ts';
export type { DocumentInput } from '../spec/load.ts';
export {
  createMock,
  type ListenOptions,
  type Mock,
  type MockLimits,
  type MockOptions,
} from './create-mock.ts';
export type { OperationInfo, ResourceInfo } from './describe.ts';
export type { Exchange } from './exchange/journal.ts';
export type { Middleware } from './http/express.ts';
