import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import type { Call } from '@release-console/fleet-sim';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { IdempotencyInterceptor } from '../../src/platform/http/idempotency/index.js';
import { fromDist } from '../scratch/built-console.js';
import type { Parts, Result } from './parts.js';

type OrderCall = Extract<Call, { kind: 'order' }>;
type Work = () => Promise<Result | void>;

/** Orders with an Idempotency-Key go through what stands before every route, and its table; there is no HTTP around it. */
export async function keyedOf(
  part: Parts,
  dist: string,
): Promise<(call: OrderCall, id: string, actor: Actor, work: Work) => Promise<Result | void>> {
  const interceptor = await part<IdempotencyInterceptor>(
    'platform/http/idempotency/idempotency.interceptor',
    'IdempotencyInterceptor',
  );
  const { attachActor } = await fromDist<typeof import('../../src/platform/auth-guard/actor.js')>(
    dist,
    'platform/auth-guard/actor.js',
  );
  return async ({ key, order, expectedRevision, nodeIds, startAt }, id, actor, work) => {
    if (key === null) return work();
    const request = {
      ...{ method: 'POST', url: `/api/v1/releases/${id}/${order}`, headers: { 'idempotency-key': key } },
      body: { expectedRevision, nodeIds, startAt },
    } as unknown as FastifyRequest;
    attachActor(request, actor);
    const reply = { statusCode: 200, getHeader: () => undefined, status: () => reply, header: () => reply };
    const context = {
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
    } as unknown as ExecutionContext;
    const next: CallHandler = { handle: () => from(work()) };
    return (await lastValueFrom(await interceptor.intercept(context, next))) as Result | undefined;
  };
}
