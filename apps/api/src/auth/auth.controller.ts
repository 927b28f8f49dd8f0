import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AccessTokens,
  type Actor,
  type AccessClaims,
  CurrentActor,
  InPerson,
  Public,
  SignedIn,
} from '../platform/auth-guard/index.js';
import { addressOf } from '../platform/http/index.js';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { LoginRequest, Me, SetupRequest, SignedInAnswer, WsTicketAnswer } from './auth.dto.js';
import { sessionEnded } from './auth.errors.js';
import { AuthService } from './auth.service.js';
import { AnswerChallenge } from './second-factor.dto.js';
import { clearRefreshCookie, deviceCookieOf, refreshCookieOf, setAuthCookies } from './auth-cookies.js';
import type { Caller, Granted } from './sign-in.service.js';

@ApiTags('auth')
@InPerson()
@Controller('auth')
export class AuthController {
  private readonly isSecure: boolean;

  constructor(
    private readonly auth: AuthService,
    private readonly accessTokens: AccessTokens,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.isSecure = settings.publicUrl.startsWith('https:');
  }

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in',
    description:
      'Sets the cookie `rc_refresh`, and `rc_device` by which the browser is known the next time. 401 SIGN_IN_FAILED says no more than that. ' +
      '401 SECOND_FACTOR_NEEDED, with a `challenge` and its seconds `expiresIn`, when the password is right and a code is asked for. ' +
      '429 TOO_MANY_ATTEMPTS with Retry-After after too many failures; those of others do not stop a browser in which the account has signed in before.',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async login(
    @Body() body: LoginRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return this.grant(reply, await this.auth.login(body.email, body.password, callerOf(request)));
  }

  @Post('login/second-factor')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in, second step',
    description:
      'For accounts with a second factor: with the `challenge` of the refusal SECOND_FACTOR_NEEDED and a code. 401 CODE_WRONG; CHALLENGE_ENDED after five of them, or five minutes.',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async answerChallenge(
    @Body() body: AnswerChallenge,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return this.grant(reply, await this.auth.answerChallenge(body.challenge, body.code, callerOf(request)));
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A new access token for the refresh cookie',
    description:
      'The cookie is renewed each time. An old cookie ends the session, except within seconds of its renewal (two tabs at once).',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return this.grant(reply, await this.auth.refresh(refreshCookieOf(request)));
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign out',
    description: 'Ends the session of the refresh cookie and of the access token. Always 204.',
  })
  @ApiNoContentResponse()
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.auth.logout(refreshCookieOf(request), (await this.claimsOf(request))?.sessionId);
    clearRefreshCookie(reply, this.isSecure);
  }

  @Post('setup')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Create the first admin',
    description: 'With the one-time link that is printed at start while there is no user. Signs in.',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async setup(
    @Body() body: SetupRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return this.grant(reply, await this.auth.setUp(body));
  }

  @Get('me')
  @SignedIn()
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Who am I, and in which projects',
    description: 'As it is now, not as it was at sign-in.',
  })
  @ApiOkResponse({ type: Me })
  me(@CurrentActor() actor: Actor): Promise<Me> {
    return this.auth.me(actor.id);
  }

  @Post('ws-ticket')
  @SignedIn()
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'A ticket for the WebSocket',
    description: 'Good for one connection to `/api/v1/ws?ticket=…` within half a minute.',
  })
  @ApiOkResponse({ type: WsTicketAnswer })
  async wsTicket(@Req() request: FastifyRequest): Promise<WsTicketAnswer> {
    const claims = await this.claimsOf(request);
    if (!claims) throw sessionEnded();
    return this.auth.wsTicket(claims);
  }

  private grant(reply: FastifyReply, granted: Granted): SignedInAnswer {
    setAuthCookies(reply, granted, this.isSecure);
    void reply.header('cache-control', 'no-store');
    return granted.answer;
  }

  private async claimsOf(request: FastifyRequest): Promise<AccessClaims | undefined> {
    const [, token] = (request.headers.authorization ?? '').split(' ');
    return token ? this.accessTokens.verify(token) : undefined;
  }
}

function callerOf(request: FastifyRequest): Caller {
  return { address: addressOf(request), deviceWord: deviceCookieOf(request) };
}
