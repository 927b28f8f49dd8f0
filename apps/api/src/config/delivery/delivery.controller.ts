import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import { DeliveryQuery } from './delivery.dto.js';
import { DeliveryService } from './delivery.service.js';

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/effective')
export class DeliveryController {
  constructor(private readonly delivery: DeliveryService) {}

  @Get()
  @SignedIn()
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The `ETag` of the text that the caller has.',
  })
  @ApiProduces('text/plain')
  @ApiOperation({
    summary: 'What an environment has, for programs',
    description:
      'The text that its nodes have or get without a release, secrets filled in, with a strong ETag (its sha256) and its version in `x-config-version`. With `wait` it is a long poll. A text with secrets, and a file that is one, needs `secret.reveal`. Nodes ask with their own token and `?name=` alone, and get what they themselves shall have.',
  })
  @ApiOkResponse({ description: 'The text.', schema: { type: 'string' } })
  @ApiResponse({ status: 304, description: 'It is what `If-None-Match` names.' })
  async effective(
    @CurrentActor() actor: Actor,
    @Query() query: DeliveryQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.delivery.answer(actor, query, request, reply);
  }
}
