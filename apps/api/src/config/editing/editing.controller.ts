import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { ConfigEditors, EditingWord } from './editing.dto.js';
import { EditingService } from './editing.service.js';

const FILE = { kind: 'config', param: 'id' };

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/:id/editors')
export class EditingController {
  constructor(private readonly editing: EditingService) {}

  @Get()
  @Access('project.read', FILE)
  @ApiOperation({ summary: 'Who edits a file now', description: 'Everybody who said so in the last 30 s.' })
  @ApiOkResponse({ type: ConfigEditors })
  list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ConfigEditors> {
    return this.editing.list(actor, id);
  }

  @Post()
  @Access('config.edit', FILE)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say that you edit a file, or no more',
    description: 'Others see it at once. Locks nothing.',
  })
  @ApiOkResponse({ type: ConfigEditors })
  say(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EditingWord,
  ): Promise<ConfigEditors> {
    return this.editing.say(actor, id, body);
  }
}
