import { Body, Controller, Get, HttpCode, Inject, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor,
  CurrentActor,
  CurrentSession,
  InPerson,
  Public,
  SignedIn,
} from '../../platform/auth-guard/index.js';
import { addressOf } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { setAuthCookies } from '../auth-cookies.js';
import { LinkProvider, LinkProviderAnswer, SignInWays } from './oidc.dto.js';
import { oidcCookieOf, providerWordOf, setOidcCookie, setProviderWord } from './oidc-cookie.js';
import { OidcSignInService, type Departure } from './oidc-sign-in.service.js';

@ApiTags('auth')
@InPerson()
@Controller('auth')
export class OidcController {
  private readonly isSecure: boolean;

  constructor(
    private readonly signIn: OidcSignInService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.isSecure = settings.publicUrl.startsWith('https:');
  }

  @Get('sign-in-ways')
  @Public()
  @ApiOperation({
    summary: 'How people can sign in besides a password',
    description: 'As the settings have it; the same for everybody.',
  })
  @ApiOkResponse({ type: SignInWays })
  ways(): SignInWays {
    const { oidc } = this.settings;
    return { oidc: oidc ? { name: oidc.name } : null };
  }

  @Get('oidc')
  @Public()
  @Redirect()
  @ApiOperation({
    summary: 'Sign in through the OpenID Connect provider',
    description:
      'For browsers. Leads to the provider and keeps in a cookie, for ten minutes, what must come back; when that is not possible, to `/login?problem=<code>`: OIDC_OFF, OIDC_UNAVAILABLE.',
  })
  @ApiQuery({
    name: 'returnTo',
    required: false,
    schema: { type: 'string', maxLength: 2_000 },
    description: 'Page to show then; what is no path of this console counts as `/`.',
  })
  @ApiFoundResponse({ description: 'To the provider, or to the page that says why not.' })
  async begin(
    @Query('returnTo') returnTo: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string }> {
    return this.depart(reply, await this.signIn.begin(returnTo));
  }

  @Get('oidc/callback')
  @Public()
  @Redirect()
  @ApiOperation({
    summary: 'Back from the OpenID Connect provider',
    description:
      'For browsers that come from there; works once for each sign-in. Sets the same cookies as `POST /auth/login` and leads to the page that was wanted, else to `/login?problem=<code>`: ' +
      'OIDC_STALE, OIDC_CANCELLED, OIDC_REFUSED, OIDC_INVALID, OIDC_UNAVAILABLE, OIDC_EMAIL_MISSING, OIDC_EMAIL_UNVERIFIED, OIDC_EMAIL_TAKEN, OIDC_NO_ROLE, OIDC_GROUPS_UNKNOWN, ' +
      'OIDC_LINKED_ELSEWHERE, OIDC_LINKED_ALREADY, ACCOUNT_DISABLED, TOO_MANY_ATTEMPTS, OIDC_FAILED.',
  })
  @ApiQuery({
    name: 'state',
    required: false,
    schema: { type: 'string' },
    description: 'As it was given to the provider.',
  })
  @ApiQuery({
    name: 'code',
    required: false,
    schema: { type: 'string' },
    description: 'What the provider exchanges for who it is. It may send more, as the standard has it.',
  })
  @ApiFoundResponse({ description: 'To a page of the console.' })
  async callback(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string }> {
    const [, query = ''] = request.url.split(/\?(.*)/s, 2);
    const from = { address: addressOf(request), providerWord: providerWordOf(request) };
    const kept = oidcCookieOf(request, this.isSecure);
    return this.depart(reply, await this.signIn.finish(`?${query}`, kept, from));
  }

  @Post('oidc/link')
  @SignedIn()
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Link my account with the OpenID Connect provider',
    description:
      'Sets the cookie of `GET /auth/oidc` and answers where to go on. 403 WRONG_PASSWORD; 409 OIDC_LINKED_ALREADY, OIDC_OFF, NO_PASSWORD; 503 OIDC_UNAVAILABLE.',
  })
  @ApiOkResponse({ type: LinkProviderAnswer })
  async link(
    @CurrentActor() actor: Actor,
    @CurrentSession() sessionId: string | undefined,
    @Body() body: LinkProvider,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkProviderAnswer> {
    return this.depart(reply, await this.signIn.beginLink(actor, sessionId, body.password));
  }

  private depart(reply: FastifyReply, { url, kept, granted, providerWord }: Departure): { url: string } {
    setOidcCookie(reply, kept, this.isSecure);
    if (granted) setAuthCookies(reply, granted, this.isSecure);
    if (providerWord !== undefined) setProviderWord(reply, providerWord, this.isSecure);
    void reply.header('cache-control', 'no-store');
    return { url };
  }
}
