import { Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Outgoing } from '../../platform/outgoing/index.js';
import { parseSettings } from '../../platform/settings/index.js';
import { OidcProvider } from './oidc-provider.js';

const TENANTS = 'https://login.microsoftonline.com';

describe('the issuer of the settings', () => {
  beforeAll(() => Logger.overrideLogger(false));

  /** What comes of beginning a sign-in when the provider of the settings calls itself `issuer`. */
  const begun = async (configured: string, issuer: string): Promise<string> => {
    const settings = parseSettings({
      OIDC_ISSUER: configured,
      OIDC_CLIENT_ID: 'console',
      OIDC_CLIENT_SECRET: 'x',
    });
    const outgoing = new Outgoing(settings);
    const metadata = {
      issuer,
      authorization_endpoint: `${TENANTS}/authorize`,
      token_endpoint: `${TENANTS}/token`,
      jwks_uri: `${TENANTS}/keys`,
    };
    jest.spyOn(outgoing, 'fetch').mockImplementation(async () => Response.json(metadata));
    const provider = new OidcProvider(settings, outgoing, new Clock());
    return provider.begin().then(
      ({ url }) => url.origin,
      (error: { code: string }) => error.code,
    );
  };

  it.each([`${TENANTS}/demo/v2.0`, 'https://id.example.com/', 'https://id.example.com/realms/demo/'])(
    'is asked where it is the one that answers: %s',
    async (issuer) => expect(await begun(issuer, issuer)).toBe(TENANTS),
  );

  it('may leave out the slash that is all of its path', async () => {
    expect(await begun('https://id.example.com', 'https://id.example.com/')).toBe(TENANTS);
  });

  it.each(['common', 'organizations'])('S22 is never one that stands for all tenants: %s', async (name) => {
    expect(await begun(`${TENANTS}/${name}/v2.0`, `${TENANTS}/{tenantid}/v2.0`)).toBe('OIDC_UNAVAILABLE');
  });

  it('S22 is no other one', async () => {
    expect(await begun('https://id.example.com', 'https://other.example.com')).toBe('OIDC_UNAVAILABLE');
  });
});
