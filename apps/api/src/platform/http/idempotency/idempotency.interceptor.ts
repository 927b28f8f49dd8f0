import { Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { attachedActor } from '../../auth-guard/index.js';
import { Clock } from '../../clock/index.js';
import { Database, type Tx } from '../../database/index.js';
import { SecretBox } from '../../secrets/index.js';
import { IDEMPOTENT_ANSWERS, type IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { answerLost, badKey, keyReused } from './idempotency.errors.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { requestHash } from './request-hash.js';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const KEY = /^[\x21-\x7e]{1,200}$/;

interface KeyedRequest {
  readonly userId: string;
  readonly key: string;
  readonly hash: string;
}

interface StoredAnswer {
  readonly body?: unknown;
  readonly contentType?: string | undefined;
}

/**
 * A person's write with an `Idempotency-Key` has one effect and one answer: both are committed together, so there is
 * no moment at which a crash could leave one without the other. A refused write leaves nothing and may be repeated.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly box: SecretBox,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeysRepository,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const keyed = keyedRequestOf(request);
    if (!keyed) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return of(await this.database.enclose((tx) => this.answer(tx, keyed, reply, next)));
  }

  private async answer(
    tx: Tx,
    keyed: KeyedRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    await this.keys.claim(tx, keyed.userId, keyed.key);
    const stored = await this.keys.find(tx, keyed.userId, keyed.key);
    if (stored) return this.replay(stored, keyed, reply);
    const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const contentType = reply.getHeader('content-type')?.toString();
    const answer: StoredAnswer = { body, contentType };
    const { userId, key, hash } = keyed;
    const sealedBody = this.box.seal(IDEMPOTENT_ANSWERS, [userId, key], JSON.stringify(answer));
    await this.keys.save(tx, {
      userId,
      key,
      requestHash: hash,
      status: reply.statusCode,
      sealedBody,
      createdAt: this.clock.now(),
    });
    return body;
  }

  private replay(stored: IdempotencyKeyEntity, keyed: KeyedRequest, reply: FastifyReply): unknown {
    if (stored.requestHash !== keyed.hash) throw keyReused();
    const text = this.box.openIfReadable(IDEMPOTENT_ANSWERS, [keyed.userId, keyed.key], stored.sealedBody);
    if (text === undefined) throw answerLost();
    const { body, contentType } = JSON.parse(text) as StoredAnswer;
    void reply.status(stored.status).header('idempotent-replayed', 'true');
    if (contentType) void reply.type(contentType);
    return body;
  }
}

/** Undefined for reads, for requests without the header or a person, and for streams, which name their content anyway. */
function keyedRequestOf(request: FastifyRequest): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  const actor = attachedActor(request);
  if (key === undefined || !actor || !WRITES.has(request.method) || request.body instanceof Readable)
    return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw badKey();
  return {
    userId: actor.id,
    key,
    hash: requestHash(request.method, request.url, request.body, actor.token?.id),
  };
}
