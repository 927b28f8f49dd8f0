import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { channelNameTaken } from '../notification.errors.js';
import { switchedOff } from '../notification-sentences.js';
import { ChannelEntity } from './channel.entity.js';

export type ChannelSettings = Pick<
  ChannelEntity,
  | 'projectId'
  | 'userId'
  | 'name'
  | 'kind'
  | 'sealedUrl'
  | 'sealedSecret'
  | 'recipients'
  | 'host'
  | 'language'
  | 'isEnabled'
  | 'quietHours'
  | 'templates'
  | 'changedByName'
  | 'changedAt'
>;

/** Whoever saves it has looked at it, so that it is tried again. */
const AFRESH = {
  failingSince: null,
  refusals: 0,
  lastError: null,
  disabledAt: null,
  notBefore: null,
  askedUntil: null,
} as const;

@Injectable()
export class ChannelsRepository {
  async newId(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id');
    if (!row) throw new Error('the database gave no id');
    return row.id;
  }

  async insert(tx: Tx, id: string, settings: ChannelSettings): Promise<void> {
    await translated(() => tx.insert(ChannelEntity, { id, ...settings }));
  }

  async save(tx: Tx, id: string, revision: number, settings: ChannelSettings): Promise<void> {
    await translated(() => tx.update(ChannelEntity, { id }, { ...settings, ...AFRESH, revision }));
    if (settings.isEnabled) await this.askQuietAgain(tx, id);
    else await this.endWaiting(tx, id, settings.changedAt);
  }

  /** Other quiet hours than those for whose end it waits may be set now. */
  private async askQuietAgain(tx: Tx, id: string): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries SET held_until = NULL
       WHERE channel_id = $1 AND state = 'waiting' AND held_until IS NOT NULL`,
      [id],
    );
  }

  /** Whoever switches it on again is told of what happens then, not of what is long past. */
  private async endWaiting(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE notification_deliveries SET state = 'failed', finished_at = $2, why = $3::jsonb
       WHERE channel_id = $1 AND state = 'waiting'`,
      [id, at, JSON.stringify(switchedOff())],
    );
  }

  /** Nobody else changes it before the transaction ends. Not those of people. */
  async lock(tx: Tx, id: string): Promise<ChannelEntity> {
    const [channel] = await tx
      .createQueryBuilder(ChannelEntity, 'c')
      .setLock('pessimistic_write')
      .where('c.id = :id AND c.user_id IS NULL', { id })
      .getMany();
    if (!channel) throw notFound('notification channel');
    return channel;
  }

  /** Also when there is none yet: nobody else makes it meanwhile. */
  async lockOf(tx: Tx, userId: string): Promise<ChannelEntity | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('own channel ' || $1, 0))`, [userId]);
    return tx
      .createQueryBuilder(ChannelEntity, 'c')
      .setLock('pessimistic_write')
      .where('c.user_id = :userId', { userId })
      .getOne();
  }

  async of(tx: Tx, userId: string): Promise<ChannelEntity | null> {
    return tx.findOneBy(ChannelEntity, { userId });
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(ChannelEntity, { id });
  }

  async countOf(tx: Tx, projectId: string | null): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM notification_channels WHERE project_id IS NOT DISTINCT FROM $1 AND user_id IS NULL',
      [projectId],
    );
    return row?.count ?? 0;
  }

  /** Null: of no project; undefined: there is none, or it is a person's own. */
  async projectOf(tx: Tx, id: string): Promise<string | null | undefined> {
    const [row] = await tx.query<{ projectId: string | null }[]>(
      'SELECT project_id AS "projectId" FROM notification_channels WHERE id::text = lower($1) AND user_id IS NULL',
      [id],
    );
    return row?.projectId;
  }

  /** Undefined: there is none. */
  async isArchived(tx: Tx, projectId: string): Promise<boolean | undefined> {
    const [row] = await tx.query<{ isArchived: boolean }[]>(
      'SELECT archived_at IS NOT NULL AS "isArchived" FROM projects WHERE id = $1 FOR KEY SHARE',
      [projectId],
    );
    return row?.isArchived;
  }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw violatedConstraint(error) === 'notification_channels_name' ? channelNameTaken() : error;
  }
}
