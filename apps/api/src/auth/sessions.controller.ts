import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  type Actor,
  CurrentActor,
  CurrentSession,
  InPerson,
  SignedIn,
} from '../platform/auth-guard/index.js';
import { PageQuery, type Page } from '../platform/http/index.js';
import { type Session, SessionPage, SessionsEnded } from './session.dto.js';
import { SessionEndingService } from './session-ending.service.js';

@ApiTags('auth')
@ApiBearerAuth()
@InPerson()
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionEndingService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Where am I signed in',
    description: 'Your open sessions: one for each sign-in that has not ended.',
  })
  @ApiOkResponse({ type: SessionPage })
  list(
    @CurrentActor() actor: Actor,
    @CurrentSession() sessionId: string | undefined,
    @Query() query: PageQuery,
  ): Promise<Page<Session>> {
    return this.sessions.list(actor.id, sessionId, query);
  }

  @Delete(':sessionId')
  @SignedIn()
  @HttpCode(204)
  @ApiParam({ name: 'sessionId', description: 'Id of one of your sessions.' })
  @ApiOperation({
    summary: 'End one of my sessions',
    description:
      'Its next request answers 401, and its pages and downloads close within seconds. 404 when it has ended already.',
  })
  @ApiNoContentResponse()
  end(@CurrentActor() actor: Actor, @Param('sessionId', ParseUUIDPipe) sessionId: string): Promise<void> {
    return this.sessions.end(actor, actor.id, sessionId);
  }

  @Post('end-others')
  @SignedIn()
  @HttpCode(200)
  @ApiOperation({
    summary: 'End all my other sessions',
    description: 'The one that asks goes on.',
  })
  @ApiOkResponse({ type: SessionsEnded })
  endOthers(
    @CurrentActor() actor: Actor,
    @CurrentSession() sessionId: string | undefined,
  ): Promise<SessionsEnded> {
    return this.sessions.endAll(actor, actor.id, sessionId);
  }
}
