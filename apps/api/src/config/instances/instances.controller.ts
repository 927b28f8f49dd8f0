import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/auth-guard/index.js';
import { InstancePage, InstanceQuery } from './instance.dto.js';
import { InstancesReadModel } from './instances.read-model.js';

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/:id/instances')
export class InstancesController {
  constructor(private readonly instances: InstancesReadModel) {}

  @Get()
  @Access('project.read', { kind: 'config', param: 'id' })
  @ApiOperation({
    summary: 'Which node has which version of a file',
    description: 'The nodes of one environment, with counts over all of them.',
  })
  @ApiOkResponse({ type: InstancePage })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: InstanceQuery): Promise<InstancePage> {
    return this.instances.list(id, query);
  }
}
