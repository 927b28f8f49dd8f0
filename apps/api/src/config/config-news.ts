import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';
import { Realtime } from '../realtime/index.js';

export interface ConfigNewsItem {
  readonly file: { readonly id: string; readonly name: string; readonly projectId: string };
  /** Past tense, for example `config.saved`. */
  readonly action: string;
  /** Never a text or a value. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null;
}

/** Writes down what was done to a file, and tells open pages. */
@Injectable()
export class ConfigNews {
  constructor(
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  /** Of what changes nothing. */
  note(tx: Tx, actor: Actor, { file, action, data = {}, reason = null }: ConfigNewsItem): Promise<void> {
    const { id, name, projectId } = file;
    return this.audit.record(tx, {
      ...{ actor, action, projectId, data, reason },
      subject: { type: 'config', id, name },
    });
  }

  async tell(tx: Tx, actor: Actor, item: ConfigNewsItem): Promise<void> {
    await this.note(tx, actor, item);
    const { id, projectId } = item.file;
    await this.realtime.publish(tx, { topic: 'config', id, projectId });
  }
}
