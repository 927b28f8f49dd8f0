import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import { IfMatch } from '../../platform/http/index.js';
import { ChangedFreeze, Freeze, FreezePage, FreezeRangeQuery, FreezeRequest } from './freeze.dto.js';
import { FreezesService } from './freezes.service.js';

@ApiTags('freezes')
@ApiBearerAuth()
@Controller('freezes')
export class EverywhereFreezesController {
  constructor(private readonly freezes: FreezesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Freezes that hold everything',
    description: 'With their occurrences in a range.',
  })
  @ApiOkResponse({ type: FreezePage })
  list(@Query() query: FreezeRangeQuery): Promise<FreezePage> {
    return this.freezes.list(null, query);
  }

  @Post()
  @Access('freeze.everywhere', 'everywhere')
  @ApiOperation({
    summary: 'Freeze everything',
    description:
      'No wave begins in it; waves that have begun finish, and ways back are not held. 400 names times that can not be.',
  })
  @ApiCreatedResponse({ type: Freeze })
  create(@CurrentActor() actor: Actor, @Body() body: FreezeRequest): Promise<Freeze> {
    return this.freezes.create(actor, null, body);
  }

  @Put(':id')
  @IfMatch('freeze')
  @Access('freeze.everywhere', 'everywhere')
  @ApiOperation({
    summary: 'Replace a freeze of everything',
    description: 'Counts from the next tick of each release. 409 STALE_REVISION.',
  })
  @ApiOkResponse({ type: Freeze })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangedFreeze,
  ): Promise<Freeze> {
    return this.freezes.replace(actor, null, id, body);
  }

  @Delete(':id')
  @Access('freeze.everywhere', 'everywhere')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a freeze of everything',
    description: 'What it held goes on with the next tick.',
  })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.freezes.remove(actor, null, id);
  }
}
