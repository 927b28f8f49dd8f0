import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { DomainError } from '../http/index.js';
import { SETTINGS, type Settings } from '../settings/index.js';
import { TokenBuckets, type Rate } from './token-buckets.js';

/** Calls of a node that come together: a seed agent asks 1 + 3 per bin from cron, for hundreds of bins. */
const NODE_BURST_SECONDS = 60;
const PERSON_BURST_SECONDS = 20;
/** Ten thousand hosts may be given the same enrolment token, and be switched on together. */
const ENROLMENT: Rate = { perSecond: 500, burst: 30_000 };

/** How often one identity may ask this process. Nobody pays for what others do. */
@Injectable()
export class RateLimits {
  private readonly nodes: TokenBuckets | undefined;
  private readonly people: TokenBuckets | undefined;
  private readonly enrolments = new TokenBuckets(ENROLMENT);

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.nodes = bucketsOf(settings.nodeRequestsPerSecond, NODE_BURST_SECONDS);
    this.people = bucketsOf(settings.personRequestsPerSecond, PERSON_BURST_SECONDS);
  }

  countNode(nodeId: string): void {
    this.count(this.nodes, nodeId);
  }

  countEnrolment(enrolmentTokenId: string): void {
    this.count(this.enrolments, enrolmentTokenId);
  }

  /** A person, or a token that works for one. */
  countPerson(id: string): void {
    this.count(this.people, id);
  }

  private count(buckets: TokenBuckets | undefined, identity: string): void {
    const missingMs = buckets?.take(identity, this.clock.millis()) ?? 0;
    if (missingMs > 0) throw tooManyRequests(Math.ceil(missingMs / 1_000));
  }
}

function bucketsOf(perSecond: number, burstSeconds: number): TokenBuckets | undefined {
  return perSecond === 0 ? undefined : new TokenBuckets({ perSecond, burst: perSecond * burstSeconds });
}

function tooManyRequests(retryAfterSeconds: number): DomainError {
  return new DomainError(
    'too_many',
    'TOO_MANY_REQUESTS',
    {
      en: `You ask more often than this console answers one caller. Try again in ${retryAfterSeconds} s.`,
      zh: `请求过于频繁，超过控制台对单个调用方的限制，请在 ${retryAfterSeconds} 秒后重试。`,
    },
    { facts: { retryAfterSeconds } },
  );
}
