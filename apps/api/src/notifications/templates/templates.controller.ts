import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import { Preview, PreviewRequest, TemplateKindList } from './template.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('notifications')
@ApiBearerAuth()
@Controller('notification-templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'What messages tell of, and what own texts may name' })
  @ApiOkResponse({ type: TemplateKindList })
  list(): TemplateKindList {
    return this.templates.list();
  }

  @Post('preview')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({
    summary: 'What a message would look like',
    description:
      'Of a sample, or of a real event of a channel that you configure. Nothing is sent. 400 names a placeholder that is not known.',
  })
  @ApiOkResponse({ type: Preview })
  preview(@CurrentActor() actor: Actor, @Body() body: PreviewRequest): Promise<Preview> {
    return this.templates.preview(actor, body);
  }
}
