import { Injectable } from '@nestjs/common';
import { AuditLog, SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { requestOrigin } from '../../platform/http/index.js';
import { TokenBuckets } from '../../platform/rate-limit/index.js';
import type { SourceKind } from '../ci-words.js';
import type { Caller } from './known-sources.js';

/** Whoever forges calls must not fill the log with them. */
const LINES = { perSecond: 0.1, burst: 10 };

/** Writes down that somebody called who proved nothing: never what was sent. */
@Injectable()
export class UnprovenCalls {
  private readonly buckets = new TokenBuckets(LINES);
  private readonly unwritten = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async note(kind: SourceKind, caller: Caller | undefined, why: string): Promise<void> {
    const key = caller?.id ?? 'unknown';
    const more = this.unwritten.get(key) ?? 0;
    if (this.buckets.take(key, this.clock.millis()) > 0) {
      this.unwritten.set(key, more + 1);
      return;
    }
    this.unwritten.delete(key);
    const subject = caller
      ? { type: 'ci-source', id: caller.id, name: caller.name }
      : { type: 'ci-source', id: 'unknown', name: kind };
    const data = { kind, why, address: requestOrigin()?.address ?? null, unwrittenBefore: more };
    await this.database.transaction((tx) =>
      this.audit.record(tx, {
        ...{ actor: SYSTEM, action: 'ci.call_refused', subject, data },
        projectId: caller?.projectId ?? null,
      }),
    );
  }
}
