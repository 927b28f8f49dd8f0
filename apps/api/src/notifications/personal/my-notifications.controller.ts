import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, InPerson, SignedIn } from '../../platform/auth-guard/index.js';
import { IfMatch, Tagged } from '../../platform/http/index.js';
import { TestResult } from '../deliveries/delivery.dto.js';
import { ChangedMyNotifications, MyNotifications } from './my-notifications.dto.js';
import { MyNotificationsService } from './my-notifications.service.js';

@ApiTags('notifications')
@ApiBearerAuth()
@InPerson()
@Controller('me/notifications')
export class MyNotificationsController {
  constructor(private readonly mine: MyNotificationsService) {}

  @Get()
  @SignedIn()
  @Tagged()
  @ApiOperation({ summary: 'What you are told by e-mail' })
  @ApiOkResponse({ type: MyNotifications })
  get(@CurrentActor() actor: Actor): Promise<MyNotifications> {
    return this.mine.get(actor);
  }

  @Put()
  @SignedIn()
  @IfMatch('setting')
  @ApiOperation({
    summary: 'Say what you want to be told by e-mail',
    description: 'Of projects that you may see at the time. 409 STALE_REVISION.',
  })
  @ApiOkResponse({ type: MyNotifications })
  replace(@CurrentActor() actor: Actor, @Body() body: ChangedMyNotifications): Promise<MyNotifications> {
    return this.mine.replace(actor, body);
  }

  @Post('test')
  @SignedIn()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send yourself a test message',
    description: '422 MAIL_NOT_SET without SMTP_URL.',
  })
  @ApiOkResponse({ type: TestResult })
  test(@CurrentActor() actor: Actor): Promise<TestResult> {
    return this.mine.test(actor);
  }
}
