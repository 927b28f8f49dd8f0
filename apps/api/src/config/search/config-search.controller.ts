import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import { ConfigMatches, ConfigSearchQuery } from './config-search.dto.js';
import { ConfigSearchService } from './config-search.service.js';

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/search')
export class ConfigSearchController {
  constructor(private readonly search: ConfigSearchService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Search keys and values',
    description:
      'In the newest texts of all layers of the files that you may see. Files that are secrets and values of secrets are not searched.',
  })
  @ApiOkResponse({ type: ConfigMatches })
  find(@CurrentActor() actor: Actor, @Query() query: ConfigSearchQuery): Promise<ConfigMatches> {
    return this.search.find(actor, query);
  }
}
