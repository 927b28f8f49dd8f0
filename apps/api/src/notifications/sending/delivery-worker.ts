import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { channelGivenUp } from '../notification-sentences.js';
import { Outbox } from '../outbox/outbox.repository.js';
import { ToldEvents } from '../outbox/told-events.read-model.js';
import { deliveriesAfter, laneAfter } from './lane-course.js';
import { LanesRepository, type Lane, type LaneState, type Waiting } from './lanes.repository.js';
import { MessageSender, type SendResult } from './message-sender.js';
import { fullAfterOne, nextTokenAt, RATES, tokensAt } from './rate.js';

/** Longer than any sending takes; whoever died while sending is followed by another then. */
export const LEASE_MS = 120_000;

interface Taken {
  readonly lane: Lane;
  readonly leaseId: string;
  /** Empty: the robot may not be asked yet. */
  readonly batch: readonly Waiting[];
}

/**
 * Sends what waits. A channel is leased in one transaction, asked outside of any, and what it said is written in another: a
 * process that dies in between has sent perhaps, and another sends again under the same id.
 */
@Injectable()
export class DeliveryWorker {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lanes: LanesRepository,
    private readonly events: ToldEvents,
    private readonly sender: MessageSender,
    private readonly outbox: Outbox,
  ) {}

  /** One message; false when there is nothing to do. */
  async once(): Promise<boolean> {
    const taken = await this.database.transaction((tx) => this.take(tx, this.clock.millis()));
    if (!taken) return false;
    const { lane, batch } = taken;
    if (batch.length === 0) return true;
    const events = await this.events.of(batch.map(({ eventId }) => eventId));
    const result = await this.sender.send(lane, events);
    await this.database.transaction((tx) => this.record(tx, taken, result));
    return true;
  }

  private async take(tx: Tx, now: number): Promise<Taken | undefined> {
    const lane = await this.lanes.next(tx, new Date(now));
    if (!lane) return undefined;
    const rate = RATES[lane.kind];
    const fullAt = lane.bucketFullAt?.getTime() ?? null;
    const tokens = tokensAt(rate, fullAt, now);
    if (tokens === 0) {
      await this.lanes.postpone(tx, lane.id, new Date(Math.ceil(nextTokenAt(rate, fullAt, now)) + 1));
      return { lane, leaseId: '', batch: [] };
    }
    const leaseId = randomUUID();
    const batch = batchOf(lane, await this.lanes.ready(tx, lane.id, new Date(now)), tokens);
    // Somebody else has just sent what there was.
    if (batch.length === 0) return { lane, leaseId, batch };
    await this.lanes.takeToken(tx, lane.id, new Date(fullAfterOne(rate, fullAt, now)));
    await this.lanes.lease(tx, lane.id, leaseId, new Date(now + LEASE_MS));
    return { lane, leaseId, batch };
  }

  private async record(tx: Tx, { lane, leaseId, batch }: Taken, result: SendResult): Promise<void> {
    const now = this.clock.millis();
    const at = new Date(now);
    const isMine = await this.lanes.release(tx, lane.id, leaseId, at);
    const { status, answer } = result;
    const deliveries = deliveriesAfter(batch, result, now, Math.random());
    await this.lanes.addAttempts(
      tx,
      deliveries.map(({ id }) => id),
      { at, ...result },
    );
    if (!isMine && result.outcome !== 'sent') return;
    await this.lanes.saveDeliveries(tx, deliveries, { at, status, answer });
    if (!isMine) return;
    const state = laneAfter(lane, result, deliveries, now);
    await this.lanes.saveState(tx, lane.id, state);
    if (result.outcome === 'sent' && lane.failingSince) await this.lanes.bringForward(tx, lane.id, at);
    if (state.disabledAt && lane.userId === null) await this.tellOf(tx, lane, state);
  }

  /** By another way, since this one leads nowhere. */
  private async tellOf(tx: Tx, { id, name, projectId }: Lane, { lastError }: LaneState): Promise<void> {
    await this.outbox.add(tx, {
      type: 'channel.disabled',
      severity: 'warning',
      projectId,
      environmentId: null,
      subject: { type: 'channel', id, title: name },
      releaseId: null,
      data: {
        detail: channelGivenUp(name, lastError),
      },
      at: this.clock.now(),
    });
  }
}

/** What does not fit into what the robot bears goes out in one message; machines get each by itself. */
function batchOf({ kind }: Lane, ready: readonly Waiting[], tokens: number): readonly Waiting[] {
  return kind !== 'webhook' && ready.length > tokens ? ready : ready.slice(0, 1);
}
