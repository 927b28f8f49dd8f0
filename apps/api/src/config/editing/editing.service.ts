import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Realtime } from '../../realtime/index.js';
import { BASE } from '../config-words.js';
import { unknownLayer } from '../config.errors.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import { ConfigEditorsRepository } from './config-editors.repository.js';
import type { ConfigEditors, EditingWord } from './editing.dto.js';

const FRESH_MS = 30_000;
const KEPT_MS = 60_000;

/** Who has a file open. Only a hint for people: what keeps texts from getting lost are their parents. */
@Injectable()
export class EditingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: ConfigFilesRepository,
    private readonly editors: ConfigEditorsRepository,
    private readonly realtime: Realtime,
  ) {}

  list(actor: Actor, id: string): Promise<ConfigEditors> {
    return this.seen(this.database.reader, actor, id);
  }

  say(actor: Actor, id: string, { layer, isEditing }: EditingWord): Promise<ConfigEditors> {
    return this.database.transaction(async (tx) => {
      const { projectId } = await this.files.facts(tx, id);
      await this.ensureLayer(tx, projectId, layer);
      const place = { fileId: id, layer, userId: actor.id };
      const isNews = isEditing ? await this.comes(tx, place) : await this.editors.leave(tx, place);
      await this.editors.forgetBefore(tx, this.ago(KEPT_MS));
      if (isNews) await this.realtime.publish(tx, { topic: 'config', id, projectId });
      return this.seen(tx, actor, id);
    });
  }

  private async comes(
    tx: Tx,
    place: { readonly fileId: string; readonly layer: string; readonly userId: string },
  ): Promise<boolean> {
    const before = await this.editors.see(tx, place, this.clock.now());
    return before === null || before <= this.ago(FRESH_MS);
  }

  private async ensureLayer(tx: Tx, projectId: string, layer: string): Promise<void> {
    if (layer === BASE) return;
    const places = await this.files.environmentsOf(tx, projectId);
    if (!places.some(({ code }) => code === layer)) throw unknownLayer();
  }

  private async seen(tx: Tx, actor: Actor, id: string): Promise<ConfigEditors> {
    const seen = await this.editors.seenSince(tx, id, this.ago(FRESH_MS));
    return { items: seen.map(({ userId, name, layer }) => ({ name, layer, isMe: userId === actor.id })) };
  }

  private ago(ms: number): Date {
    return new Date(this.clock.millis() - ms);
  }
}
