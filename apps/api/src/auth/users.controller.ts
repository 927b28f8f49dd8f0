import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, InPerson } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { ResetLink } from './password.dto.js';
import { PasswordsService } from './passwords.service.js';
import { ChangeUser, CreateUser, User, UserPage, UserQuery } from './user.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@ApiBearerAuth()
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
  ) {}

  @Get()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'List people',
    description: 'For admins, and for project admins who pick members. Disabled accounts are among them.',
  })
  @ApiOkResponse({ type: UserPage })
  list(@Query() query: UserQuery): Promise<Page<User>> {
    return this.users.list(query);
  }

  @Post()
  @InPerson()
  @Access('user.manage', 'everywhere')
  @ApiOperation({
    summary: 'Create an account',
    description: '409 EMAIL_TAKEN when the address has one already.',
  })
  @ApiCreatedResponse({ type: User })
  create(@CurrentActor() actor: Actor, @Body() body: CreateUser): Promise<User> {
    return this.users.create(actor, body);
  }

  @Post(':id/reset-link')
  @InPerson()
  @Access('user.manage', 'everywhere')
  @ApiOperation({
    summary: 'A link by which a person chooses a new password',
    description:
      'Hand it over in person or over a safe way; it works once, within a day, and a newer one takes its place. The old password works until then. 409 ACCOUNT_DISABLED.',
  })
  @ApiCreatedResponse({ type: ResetLink })
  resetLink(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ResetLink> {
    return this.passwords.issueLink(actor, id);
  }

  @Patch(':id')
  @InPerson()
  @Access('user.manage', 'everywhere')
  @ApiOperation({
    summary: 'Change an account',
    description: 'Fields left out stay. 409 LAST_ADMIN when nobody would be left to administer.',
  })
  @ApiOkResponse({ type: User })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeUser,
  ): Promise<User> {
    return this.users.change(actor, id, body);
  }
}
