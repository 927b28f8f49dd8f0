import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../../platform/auth-guard/index.js';
import {
  AlertSilence,
  AlertSilencePage,
  AlertSilenceQuery,
  AlertSilenceRequest,
} from './alert-silence.dto.js';
import { AlertSilencesService } from './alert-silences.service.js';

@ApiTags('alerts')
@ApiBearerAuth()
@Controller('alert-silences')
export class AlertSilencesController {
  constructor(private readonly silences: AlertSilencesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Silences of the projects that you may see, newest first' })
  @ApiOkResponse({ type: AlertSilencePage })
  list(@CurrentActor() actor: Actor, @Query() query: AlertSilenceQuery): Promise<AlertSilencePage> {
    return this.silences.list(actor, query);
  }

  @Post()
  @Access('release.operate', 'everywhere')
  @ApiOperation({
    summary: 'Silence alerts',
    description:
      'They are still shown, and no message is sent of them. What still fires when it ends is told then. 409 TOO_MANY_SILENCES from 200 of a project on.',
  })
  @ApiCreatedResponse({ type: AlertSilence })
  create(@CurrentActor() actor: Actor, @Body() body: AlertSilenceRequest): Promise<AlertSilence> {
    return this.silences.create(actor, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('release.operate', { kind: 'alert silence', param: 'id' })
  @ApiOperation({
    summary: 'End a silence now',
    description: 'One that has not begun never does. 409 SILENCE_OVER when it has ended.',
  })
  @ApiNoContentResponse()
  end(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.silences.end(actor, id);
  }
}
