import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, GroupCommit, PgNotifications } from '../../platform/database/index.js';
import { DomainError, notJson, textOf } from '../../platform/http/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { bodyTooLarge } from '../ci-sentences.js';
import { notProven } from '../ci.errors.js';
import type { SourceKind } from '../ci-words.js';
import { DeliveriesRepository, type NewDelivery } from '../deliveries/deliveries.repository.js';
import { SEALED_BODIES } from '../sealed-columns.js';
import { CI_WORK } from '../work-channel.js';
import { KnownSources, type Caller } from './known-sources.js';
import { orderedId } from './ordered-id.js';
import { prove, proveUnread, type Call, type Proof } from './proof.js';
import { eventIn, idIn, readCall } from './reading/read-call.js';
import { UnprovenCalls } from './unproven-calls.js';
import { unreadDelivery } from './unread-delivery.js';

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
const EMPTY = Buffer.alloc(0);
/** GitLab turns off a hook that is refused, and neither sends again what was. */
const NEVER_REFUSED: readonly SourceKind[] = ['gitlab', 'github'];

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

  async take(
    kind: SourceKind,
    address: string,
    received: Received,
  ): Promise<'accepted' | 'duplicate' | 'unreadable'> {
    const { caller, id } = await this.proven(kind, address, received, (call, secrets) =>
      prove(kind, call, secrets, this.clock.millis()),
    );
    try {
      const text = textOf(received.body);
      const isFirst = await this.keepOne(this.deliveryOf(caller, id, received, text, parsed(text)));
      return isFirst ? 'accepted' : 'duplicate';
    } catch (error) {
      if (!(error instanceof DomainError && error.refusal === 'invalid')) throw error;
      const bodySha256 = sha256Of(received.body);
      const known = this.knownOf(caller, received.headers);
      await this.keepOne(
        unreadDelivery({ ...known, bodySha256, sizeBytes: received.body.length }, error.words),
      );
      if (!NEVER_REFUSED.includes(kind)) throw error;
      return 'unreadable';
    }
  }

  /** Whether it was proven, and so is kept; nothing of its body is read. */
  async takeLarge(
    kind: SourceKind,
    address: string,
    headers: IncomingHttpHeaders,
    mostBytes: number,
  ): Promise<boolean> {
    try {
      const { caller } = await this.proven(kind, address, { headers, body: EMPTY }, (call, secrets) =>
        proveUnread(kind, call, secrets),
      );
      const sizeBytes = Number(headers['content-length'] ?? mostBytes + 1);
      const call = { ...this.knownOf(caller, headers), bodySha256: '', sizeBytes };
      await this.keepOne(unreadDelivery(call, bodyTooLarge(mostBytes)));
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.refusal === 'unauthenticated') return false;
      throw error;
    }
  }

  /** Nothing in the body is read before. */
  private async proven(
    kind: SourceKind,
    address: string,
    { headers, body }: Received,
    proofOf: (call: Call, secrets: readonly string[]) => Proof,
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
    const proof = proofOf({ headers, body, secretInAddress }, secrets);
    if (proof.isProven) return { caller, id: proof.id };
    await this.unproven.note(kind, caller, proof.why);
    throw notProven();
  }

  private deliveryOf(
    caller: Caller,
    signedId: string | undefined,
    { headers, body }: Received,
    text: string,
    json: unknown,
  ): NewDelivery {
    const known = this.knownOf(caller, headers);
    const read = readCall(caller.kind, known.event, json);
    const bodySha256 = sha256Of(body);
    const own = signedId ?? idIn(caller.kind, headers);
    const key = own === undefined ? (read.key ?? `sha256:${known.event}:${bodySha256}`) : `id:${own}`;
    return {
      ...{ ...known, bodySha256, event: read.event, sizeBytes: body.length, fate: null },
      dedupeKey: key.length <= LONGEST_KEY ? key : sha256Of(key),
      sealedBody: this.box.seal(SEALED_BODIES, [known.id], text),
    };
  }

  private knownOf(
    { id: sourceId, kind }: Caller,
    headers: IncomingHttpHeaders,
  ): Pick<NewDelivery, 'id' | 'sourceId' | 'event' | 'receivedAt'> {
    const id = orderedId(this.clock.millis());
    return { id, sourceId, event: eventIn(kind, headers), receivedAt: this.clock.now() };
  }

  private async keepOne(delivery: NewDelivery): Promise<boolean> {
    const waiting = { delivery, isFirst: false };
    await this.group.submit(waiting);
    return waiting.isFirst;
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

function sha256Of(value: Buffer | string): string {
  return createHash('sha256').update(value).digest('hex');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notJson();
  }
}
