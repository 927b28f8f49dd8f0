import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import type { SourceKind } from '../ci-words.js';
import { SEALED_SOURCE_SECRETS } from '../sealed-columns.js';
import { CallersReadModel } from './callers.read-model.js';

export interface Caller {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly isListenedTo: boolean;
  readonly secrets: readonly { readonly secret: string; readonly endsAt: Date | null }[];
}

/** In a storm the same source calls a thousand times in a second; this is how long a change may take to count. */
const FRESH_MS = 1_000;
const MOST = 1_000;

@Injectable()
export class KnownSources {
  private readonly known = new Map<
    string,
    { readonly caller: Promise<Caller | undefined>; readonly atMs: number }
  >();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly callers: CallersReadModel,
  ) {}

  find(id: string): Promise<Caller | undefined> {
    const known = this.known.get(id);
    const now = this.clock.millis();
    if (known && Math.abs(now - known.atMs) < FRESH_MS) return known.caller;
    if (this.known.size >= MOST) this.known.clear();
    const caller = this.load(id);
    this.known.set(id, { caller, atMs: now });
    caller.catch(() => this.known.delete(id));
    return caller;
  }

  private async load(id: string): Promise<Caller | undefined> {
    const row = await this.callers.find(this.database.reader, id);
    if (!row) return undefined;
    const secrets = row.secrets.flatMap(({ id: key, sealed, endsAt }) => {
      const secret = this.box.openIfReadable(SEALED_SOURCE_SECRETS, [key], sealed);
      return secret === undefined ? [] : [{ secret, endsAt: endsAt === null ? null : new Date(endsAt) }];
    });
    return { ...row, secrets };
  }
}
