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
import { quietAt } from './quiet-hours.js';
import { fullAfterOne, nextTokenAt, RATES, tokensAt } from './rate.js';

/** Longer than any sending takes; whoever died while sending is followed by another then. */
export const LEASE_MS = 120_000;

interface Taken {
  readonly lane: Lane;
  readonly leaseId: string;
  readonly takenAt: number;
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
    const { lane } = taken;
    if (taken.batch.length === 0) return true;
    const ready = await this.events.of(taken.batch.map(({ eventId }) => eventId));
    const events = this.sender.fitting(lane, ready);
    const batch = taken.batch.filter(({ eventId }) => events.some(({ id }) => id === eventId));
    const result = await this.sender.send(lane, events);
    await this.database.transaction((tx) => this.record(tx, { ...taken, batch }, result));
    return true;
  }

  private async take(tx: Tx, now: number): Promise<Taken | undefined> {
    const lane = await this.lanes.next(tx, new Date(now));
    if (!lane) return undefined;
    const nothing = { lane, leaseId: '', takenAt: now, batch: [] };
    const ready = await this.ready(tx, lane, now);
    if (ready.length === 0) return nothing;
    const rate = RATES[lane.kind];
    const fullAt = lane.bucketFullAt?.getTime() ?? null;
    const tokens = tokensAt(rate, fullAt, now);
    if (tokens === 0) {
      await this.lanes.postpone(tx, lane.id, new Date(Math.ceil(nextTokenAt(rate, fullAt, now)) + 1));
      return nothing;
    }
    const leaseId = randomUUID();
    await this.lanes.takeToken(tx, lane.id, new Date(fullAfterOne(rate, fullAt, now)));
    await this.lanes.lease(tx, lane.id, leaseId, new Date(now + LEASE_MS));
    return { lane, leaseId, takenAt: now, batch: batchOf(lane, ready, tokens) };
  }

  /** Empty: somebody else has just sent what there was, or it may not go out any more, or not at this hour. */
  private async ready(tx: Tx, lane: Lane, now: number): Promise<readonly Waiting[]> {
    const at = new Date(now);
    if (lane.userId !== null) await this.lanes.endUnseen(tx, lane.id, at);
    const quiet = quietAt(lane.quietHours, now);
    if (quiet) await this.lanes.hold(tx, lane.id, at, new Date(quiet.until), quiet.told);
    return this.lanes.ready(tx, lane, at);
  }

  private async record(tx: Tx, { lane, leaseId, takenAt, batch }: Taken, result: SendResult): Promise<void> {
    const now = this.clock.millis();
    const at = new Date(now);
    const laneNow = await this.lanes.release(tx, lane.id, leaseId, at);
    await this.lanes.addAttempts(
      tx,
      batch.map(({ id }) => id),
      { at, ...result },
    );
    // Whoever changed the channel meanwhile wants it tried as it is now.
    const isOutdated = laneNow?.revision !== lane.revision;
    if (isOutdated && result.outcome !== 'sent') return;
    const { status, answer } = result;
    const sending = { kind: lane.kind, batch, takenAt };
    const since = laneNow ?? { lastSentAt: null };
    const deliveries = deliveriesAfter(since, sending, result, now, Math.random());
    await this.lanes.saveDeliveries(tx, deliveries, { at, status, answer });
    if (isOutdated) return;
    const state = laneAfter(laneNow, sending, result, deliveries, now);
    if (!state) return;
    await this.lanes.saveState(tx, lane.id, state);
    if (result.outcome === 'sent' && laneNow.failingSince) await this.lanes.bringForward(tx, lane.id, at);
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

/**
 * What does not fit into what the robot bears goes out in one message; machines get each by itself. One that is never taken
 * must not keep all others from being taken: while none are, they are tried one by one, and later it goes by itself, with
 * whatever may not overtake it.
 */
function batchOf(
  { kind, failingSince }: Lane,
  ready: readonly Waiting[],
  tokens: number,
): readonly Waiting[] {
  if (kind === 'webhook' || failingSince !== null || ready.length <= tokens) return ready.slice(0, 1);
  const apart = new Set(ready.flatMap(({ isOwnFault, about }) => (isOwnFault ? [about] : [])));
  const together = ready.filter(({ about }) => !apart.has(about));
  return together.length > 0 ? together : ready.slice(0, 1);
}
