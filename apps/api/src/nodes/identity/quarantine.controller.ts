import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { ClearQuarantine } from './quarantine.dto.js';
import { QuarantineService } from './quarantine.service.js';

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('nodes/:id/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Post('clear')
  @Access('node.operate', { kind: 'node', param: 'id' })
  @HttpCode(204)
  @ApiOperation({
    summary: 'Believe a node again',
    description:
      'For a node in whose name two agents spoke: stop one of them, or give one a node of its own, first. 409 NODE_NOT_QUARANTINED.',
  })
  @ApiNoContentResponse()
  clear(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason }: ClearQuarantine,
  ): Promise<void> {
    return this.quarantine.clear(actor, id, reason?.trim() || null);
  }
}
