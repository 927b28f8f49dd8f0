import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { DeliveryQuery } from './delivery.dto.js';

@Injectable()
export class DeliveryService {
  answer(
    _actor: Actor,
    _query: DeliveryQuery,
    _request: FastifyRequest,
    _reply: FastifyReply,
  ): Promise<void> {
    throw new Error('to do');
  }
}
