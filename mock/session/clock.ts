import type { Clock } from '../../kernel/clock.ts';

/** How a session's time differs from the server's. */
export interface ClockSetting {
  /** Milliseconds added to the server's time. */
  readonly offset: number;
  /** The instant it stands at, in milliseconds; absent while it runs. */
  readonly frozen?: number;
}

/** A clock that can be set, frozen and advanced. */
export class SessionClock implements Clock {
  readonly #base: Clock;
  #setting: ClockSetting;

  constructor(base: Clock, setting: ClockSetting = { offset: 0 }) {
    this.#base = base;
    this.#setting = setting;
  }

  now(): number {
    return this.#setting.frozen ?? this.#base.now() + this.#setting.offset;
  }

  get setting(): ClockSetting {
    return this.#setting;
  }

  get isFrozen(): boolean {
    return this.#setting.frozen !== undefined;
  }

  /** Makes it this instant now; a running clock goes on from there. */
  set(instant: number): void {
    const offset = instant - this.#base.now();
    this.#setting = this.isFrozen ? { offset, frozen: instant } : { offset };
  }

  /** Goes on by milliseconds, or back. */
  advance(milliseconds: number): void {
    this.set(this.now() + milliseconds);
  }

  /** Stops it where it is, or lets it go on from there. */
  freeze(isFrozen: boolean): void {
    const now = this.now();
    const offset = now - this.#base.now();
    this.#setting = isFrozen ? { offset, frozen: now } : { offset };
  }

  /** The same time for another session. */
  copy(): SessionClock {
    return new SessionClock(this.#base, this.#setting);
  }

  restore(setting: ClockSetting): void {
    this.#setting = setting;
  }
}
