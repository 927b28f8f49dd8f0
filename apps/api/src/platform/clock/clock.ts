import { Global, Injectable, Module } from '@nestjs/common';

/** The only clock of the process; tests put their own in its place. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
  millis(): number {
    return Date.now();
  }
  /** Milliseconds that passed since some moment, whatever anybody sets the clock to. */
  monotonic(): number {
    return performance.now();
  }
}

@Global()
@Module({ providers: [Clock], exports: [Clock] })
export class ClockModule {}
