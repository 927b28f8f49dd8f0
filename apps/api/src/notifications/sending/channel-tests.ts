import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import type { TestResult } from '../deliveries/delivery.dto.js';
import type { ToldEvent } from '../messages/told-event.js';
import { channelBusy, leftAlone } from '../notification.errors.js';
import { testOfChannel } from '../notification-sentences.js';
import { askedUntilOf } from './lane-course.js';
import { LanesRepository, type Lane } from './lanes.repository.js';
import { MessageSender } from './message-sender.js';
import { fullAfterOne, nextTokenAt, RATES, tokensAt } from './rate.js';

/** Sends one message that is about nothing, and answers what the other side says to it. */
@Injectable()
export class ChannelTests {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lanes: LanesRepository,
    private readonly sender: MessageSender,
  ) {}

  async test(channelId: string): Promise<TestResult> {
    const lane = await this.withToken(channelId);
    const said = await this.sender.send(lane, [this.eventFor(lane)]);
    const { outcome, status, answer, why, durationMs } = said;
    if (outcome === 'sent') await this.makeGood(channelId);
    const askedUntil = outcome === 'retry' ? askedUntilOf(said, this.clock.millis()) : null;
    if (askedUntil) await this.database.transaction((tx) => this.lanes.leaveAlone(tx, channelId, askedUntil));
    return { outcome, status, answer, why, durationMs };
  }

  /** A robot counts tests too. */
  private withToken(channelId: string): Promise<Lane> {
    return this.database.transaction(async (tx) => {
      const lane = await this.lanes.lock(tx, channelId);
      if (!lane) throw notFound('notification channel');
      const now = this.clock.millis();
      const aloneMs = (lane.askedUntil?.getTime() ?? 0) - now;
      if (aloneMs > 0) throw leftAlone(Math.ceil(aloneMs / 1_000));
      const [rate, fullAt] = [RATES[lane.kind], lane.bucketFullAt?.getTime() ?? null];
      if (tokensAt(rate, fullAt, now) === 0)
        throw channelBusy(Math.max(1, Math.ceil((nextTokenAt(rate, fullAt, now) - now) / 1_000)));
      await this.lanes.takeToken(tx, channelId, new Date(fullAfterOne(rate, fullAt, now)));
      return lane;
    });
  }

  private async makeGood(channelId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const good = { failingSince: null, refusals: 0, lastError: null, disabledAt: null };
      const free = { notBefore: null, askedUntil: null };
      await this.lanes.saveState(tx, channelId, { ...good, ...free, lastSentAt: at });
      await this.lanes.bringForward(tx, channelId, at);
    });
  }

  private eventFor({ id, name, userId }: Lane): ToldEvent {
    const subject = userId === null ? { title: name } : {};
    return {
      id: '0',
      messageId: randomUUID(),
      type: 'channel.test',
      severity: 'info',
      at: this.clock.now(),
      subject: { type: 'channel', id, ...subject },
      project: null,
      environment: null,
      data: { detail: testOfChannel() },
      changedKeys: {},
      request: null,
    };
  }
}
