import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, CurrentSession, InPerson } from '../platform/auth-guard/index.js';
import { PageQuery, type Page } from '../platform/http/index.js';
import { type Session, SessionPage, SessionsEnded } from './session.dto.js';
import { SessionEndingService } from './session-ending.service.js';

const ID = { name: 'id', description: 'Id of the person.' };

@ApiTags('users')
@ApiBearerAuth()
@InPerson()
@Controller('users/:id/sessions')
export class UserSessionsController {
  constructor(private readonly sessions: SessionEndingService) {}

  @Get()
  @Access('user.manage', 'everywhere')
  @ApiParam(ID)
  @ApiOperation({ summary: 'Where a person is signed in', description: 'For admins.' })
  @ApiOkResponse({ type: SessionPage })
  list(
    @CurrentSession() sessionId: string | undefined,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<Session>> {
    return this.sessions.list(id, sessionId, query);
  }

  @Delete(':sessionId')
  @Access('user.manage', 'everywhere')
  @HttpCode(204)
  @ApiParam(ID)
  @ApiParam({ name: 'sessionId', description: 'Id of one of the sessions of that person.' })
  @ApiOperation({
    summary: 'End a session of a person',
    description: 'At once, as for your own. 404 when it has ended already or belongs to somebody else.',
  })
  @ApiNoContentResponse()
  end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
  ): Promise<void> {
    return this.sessions.end(actor, id, sessionId);
  }

  @Post('end-all')
  @Access('user.manage', 'everywhere')
  @HttpCode(200)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'End every session of a person',
    description: 'The person can sign in again; disable the account to prevent that.',
  })
  @ApiOkResponse({ type: SessionsEnded })
  endAll(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SessionsEnded> {
    return this.sessions.endAll(actor, id);
  }
}
