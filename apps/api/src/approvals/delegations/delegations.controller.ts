import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentActor, InPerson, SignedIn, type Actor } from '../../platform/auth-guard/index.js';
import { DelegationDto, DelegationRequest, DelegationsDto } from './delegation.dto.js';
import { DelegationsService } from './delegations.service.js';

const RULES =
  'A deputy counts as one person, approves no work of either of the two, and has no deputy in turn. 400 names who can not be one, and times that can not be.';

@ApiTags('approvals')
@ApiBearerAuth()
@SignedIn()
@InPerson()
@Controller('delegations')
export class DelegationsController {
  constructor(private readonly delegations: DelegationsService) {}

  @Get()
  @ApiOperation({
    summary: 'Who decides in your name, and in whose you do',
    description: 'Those that are over are left out.',
  })
  @ApiOkResponse({ type: DelegationsDto })
  list(@CurrentActor() actor: Actor): Promise<DelegationsDto> {
    return this.delegations.list(actor);
  }

  @Post()
  @ApiOperation({ summary: 'Name a deputy for approvals', description: RULES })
  @ApiCreatedResponse({ type: DelegationDto })
  create(@CurrentActor() actor: Actor, @Body() body: DelegationRequest): Promise<DelegationDto> {
    return this.delegations.create(actor, body);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change deputy or time', description: `What was decided stands. ${RULES}` })
  @ApiOkResponse({ type: DelegationDto })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DelegationRequest,
  ): Promise<DelegationDto> {
    return this.delegations.replace(actor, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a delegation', description: 'Yours, at once; what was decided stands.' })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.delegations.remove(actor, id);
  }
}
