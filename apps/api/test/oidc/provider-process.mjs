import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/**
 * An OpenID Connect provider for specs, as a process of its own: it needs no transpiling, and can be ended. Who signs in
 * is said on its one page, or in its address; what it tells of them comes from the process that started it.
 */
const options = JSON.parse(process.argv[2] ?? '{}');
const { host = '127.0.0.1', port, clientId, clientSecret, redirectUri } = options;
const url = `http://${host}:${port}`;
/** @type {Map<string, Record<string, unknown>>} */
let accounts = new Map(Object.entries(options.accounts ?? {}));
process.on('message', (/** @type {Record<string, Record<string, unknown>>} */ given) => {
  accounts = new Map(Object.entries(given));
  process.send?.('known');
});
process.on('disconnect', () => process.exit());

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider = new Provider(url, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  pkce: { required: () => true },
  scopes: ['openid', 'email', 'profile', 'groups'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  cookies: { keys: ['only for specs'] },
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  features: { devInteractions: { enabled: false } },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) =>
    accounts.has(id) ? { accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) } : undefined,
  // Nobody is asked whether the console may know them.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();

function page() {
  const people = [...accounts.keys()].map((id) => `<p><a href="?login=${id}">${id}</a></p>`);
  return `<title>Provider</title>${people.join('')}<p><a href="?error=access_denied">Refuse</a></p>`;
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  if (!pathname.startsWith('/interaction/')) return void answer(request, response);
  if (searchParams.size === 0) return void response.setHeader('content-type', 'text/html').end(page());
  const accountId = searchParams.get('login');
  const result = accountId
    ? { login: { accountId } }
    : { error: searchParams.get('error'), error_description: 'words <b>of</b> the provider' };
  provider.interactionFinished(request, response, result).catch(() => response.writeHead(500).end());
}).listen(port, host, () => process.send?.('listening'));
