import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { Clock } from '../../platform/clock/index.js';
import { Outgoing } from '../../platform/outgoing/index.js';
import { SETTINGS, type OidcSettings, type Settings } from '../../platform/settings/index.js';
import { issuerKey } from './issuer-key.js';
import { oidcInvalid, oidcOff, oidcUnavailable } from './oidc.errors.js';
import { refusalOf } from './oidc-failures.js';
import { personOf, type OidcPerson } from './oidc-person.js';
import type { OidcTransaction } from './oidc-transactions.js';

const TIMEOUT_SECONDS = 8;
const FRESH_MS = 3_600_000;
/** Whoever is not there is not asked by everybody at once. */
const RETRY_MS = 2_000;

type Checks = Pick<OidcTransaction, 'state' | 'nonce' | 'verifier'>;

interface Known {
  readonly config: client.Configuration;
  readonly askedAtMs: number;
}

/** The provider of the settings. It is asked when somebody wants to sign in: the console starts without it. */
@Injectable()
export class OidcProvider {
  private readonly logger = new Logger('oidc');
  private readonly redirectUri: string;
  private known: Known | undefined;
  private failedAtMs = Number.NEGATIVE_INFINITY;
  private asking: Promise<client.Configuration> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {
    this.redirectUri = `${settings.publicUrl}/api/v1/auth/oidc/callback`;
  }

  get isOn(): boolean {
    return this.settings.oidc !== undefined;
  }

  /** Throws OIDC_OFF when there is none. */
  get own(): OidcSettings {
    if (!this.settings.oidc) throw oidcOff();
    return this.settings.oidc;
  }

  get issuerKey(): string {
    return issuerKey(this.own);
  }

  /** Where to send the browser, and what must come back from there. */
  async begin(): Promise<Checks & { readonly url: URL }> {
    const config = await this.config();
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: this.redirectUri,
      scope: this.own.scopes,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { ...checks, url };
  }

  /** Who came back. Throws when that can not be proven. @param search of the address that the browser came to */
  async redeem(search: string, checks: Checks): Promise<OidcPerson> {
    const config = await this.config();
    const claims = await this.claims(config, search, checks).catch((error: unknown) => {
      const { refusal, told } = refusalOf(error);
      this.logger.warn(`a sign-in through the provider failed: ${told}`);
      throw refusal;
    });
    const person = personOf(claims, this.own.groupsClaim);
    if (!person) throw oidcInvalid();
    return person;
  }

  private async claims(
    config: client.Configuration,
    search: string,
    { state, nonce, verifier }: Checks,
  ): Promise<Readonly<Record<string, unknown>>> {
    const tokens = await client.authorizationCodeGrant(config, new URL(this.redirectUri + search), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw oidcInvalid();
    const isEnough = claims['email'] !== undefined && claims[this.own.groupsClaim] !== undefined;
    if (isEnough || !config.serverMetadata().userinfo_endpoint) return claims;
    const more = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    // What is signed counts first.
    return { ...more, ...claims };
  }

  private async config(): Promise<client.Configuration> {
    const { known } = this;
    const now = this.clock.millis();
    if (known && now - known.askedAtMs < FRESH_MS) return known.config;
    if (!this.asking && now - this.failedAtMs < RETRY_MS) {
      if (known) return known.config;
      throw oidcUnavailable();
    }
    this.asking ??= this.discover().finally(() => (this.asking = undefined));
    return known ? this.asking.catch(() => known.config) : this.asking;
  }

  private async discover(): Promise<client.Configuration> {
    try {
      const config = await this.ask();
      this.known = { config, askedAtMs: this.clock.millis() };
      return config;
    } catch (error) {
      this.failedAtMs = this.clock.millis();
      this.logger.warn(`the OpenID Connect provider can not be used: ${refusalOf(error).told}`);
      throw oidcUnavailable();
    }
  }

  private async ask(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.own;
    const server = new URL(issuer);
    const { origin } = server;
    const config = await client.discovery(server, clientId, undefined, authenticatedBy(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      // A plain issuer is on this very machine, as the settings see to.
      execute: server.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      [client.customFetch]: (url, options) =>
        this.outgoing.fetch(url, options as RequestInit, {
          trustedOrigin: origin,
          timeoutMs: TIMEOUT_SECONDS * 1000,
        }),
    });
    // The library lets some addresses stand for the issuers of all tenants; whoever owns one could then sign in here.
    if (new URL(config.serverMetadata().issuer).href !== server.href)
      throw new Error('its own issuer is another one than OIDC_ISSUER');
    client.enableNonRepudiationChecks(config);
    return config;
  }
}

/** In the way that is the standard's own unless the provider knows the other one only. */
function authenticatedBy(clientSecret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(clientSecret);
  const post = client.ClientSecretPost(clientSecret);
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isPostOnly = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
    return (isPostOnly ? post : basic)(server, ...rest);
  };
}
