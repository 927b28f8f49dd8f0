import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, GroupCommit, PgNotifications } from '../../platform/database/index.js';
import { notJson, textOf } from '../../platform/http/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { notProven } from '../ci.errors.js';
import type { SourceKind } from '../ci-words.js';
import { DeliveriesRepository, type NewDelivery } from '../deliveries/deliveries.repository.js';
import { SEALED_BODIES } from '../sealed-columns.js';
import { CI_WORK } from '../work-channel.js';
import { KnownSources, type Caller } from './known-sources.js';
import { orderedId } from './ordered-id.js';
import { prove } from './proof.js';
import { eventIn, idIn, readCall } from './reading/read-call.js';
import { UnprovenCalls } from './unproven-calls.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Waiting {
  readonly delivery: NewDelivery;
  isFirst: boolean;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const GROUPS = { gatherMs: 5, mostAtOnce: 300 };
const LONGEST_KEY = 300;

/** Proves a call, keeps it, and answers: what it means is looked at afterwards, so that a storm of them loses nothing. */
@Injectable()
export class Intake {
  private readonly group = new GroupCommit<Waiting>(GROUPS, (items) => this.keep(items));

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly known: KnownSources,
    private readonly unproven: UnprovenCalls,
    private readonly deliveries: DeliveriesRepository,
    private readonly notifications: PgNotifications,
  ) {}

  async take(kind: SourceKind, address: string, received: Received): Promise<'accepted' | 'duplicate'> {
    const { caller, id } = await this.proven(kind, address, received);
    const delivery = this.deliveryOf(caller, id, received);
    const waiting = { delivery, isFirst: false };
    await this.group.submit(waiting);
    return waiting.isFirst ? 'accepted' : 'duplicate';
  }

  /** Nothing in the body is read before. */
  private async proven(
    kind: SourceKind,
    address: string,
    { headers, body }: Received,
  ): Promise<{ readonly caller: Caller; readonly id: string | undefined }> {
    const [sourceId = '', secretInAddress] = halves(address);
    const caller = UUID.test(sourceId) ? await this.known.find(sourceId) : undefined;
    if (!caller || caller.kind !== kind || !caller.isListenedTo) {
      await this.unproven.note(
        kind,
        caller,
        caller ? 'the source is off, or of another kind' : 'no such source',
      );
      throw notProven();
    }
    const now = this.clock.millis();
    const secrets = caller.secrets
      .filter(({ endsAt }) => endsAt === null || endsAt.getTime() > now)
      .map(({ secret }) => secret);
    const proof = prove(kind, { headers, body, secretInAddress }, secrets, now);
    if (proof.isProven) return { caller, id: proof.id };
    await this.unproven.note(kind, caller, proof.why);
    throw notProven();
  }

  private deliveryOf(
    { id: sourceId, kind }: Caller,
    signedId: string | undefined,
    received: Received,
  ): NewDelivery {
    const { headers, body } = received;
    const text = textOf(body);
    const event = eventIn(kind, headers);
    const read = readCall(kind, event, parsed(text));
    const bodySha256 = createHash('sha256').update(body).digest('hex');
    const own = signedId ?? idIn(kind, headers);
    const key = own === undefined ? (read.key ?? `sha256:${event}:${bodySha256}`) : `id:${own}`;
    const id = orderedId(this.clock.millis());
    return {
      ...{
        id,
        sourceId,
        bodySha256,
        event: read.event,
        sizeBytes: body.length,
        receivedAt: this.clock.now(),
      },
      dedupeKey: key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex'),
      sealedBody: this.box.seal(SEALED_BODIES, [id], text),
    };
  }

  private async keep(items: readonly Waiting[]): Promise<void> {
    const first = await this.database.transaction(async (tx) => {
      const kept = await this.deliveries.keep(
        tx,
        items.map(({ delivery }) => delivery),
      );
      if (kept.size > 0) await this.notifications.notify(tx, CI_WORK, '');
      return kept;
    });
    for (const item of items) item.isFirst = first.has(item.delivery.id);
  }
}

/** `<id>~<secret>`. */
function halves(address: string): readonly string[] {
  const at = address.indexOf('~');
  return at === -1 ? [address] : [address.slice(0, at), address.slice(at + 1)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notJson();
  }
}
