import { TestBrowser } from '../../../test/oidc/test-browser.js';
import { TestProvider } from '../../../test/oidc/test-provider.js';
import { eventually, withConsole } from '../../../test/with-console.js';

const NORA = { email: 'nora@example.com', email_verified: true, name: 'Nora Lind' };

describe('a provider that is away', () => {
  const provider = new TestProvider();
  beforeAll(async () => {
    // Only to have an address: the console starts while nobody is there.
    await provider.start();
    await provider.set('nora', NORA);
    await provider.stop();
  }, 30_000);
  const console = withConsole(provider.settings({ OIDC_WITHOUT_ROLE: 'allow' }));
  afterAll(() => provider.stop(), 30_000);
  afterEach(() => jest.restoreAllMocks());

  it('keeps nobody from signing in with a password, is told, and is found when it is back', async () => {
    const own = new TestBrowser(console);
    expect(console.admin.token).not.toBe('');
    const page = await own.begin('/releases');
    expect(page.pathname + page.search).toBe('/login?problem=OIDC_UNAVAILABLE&returnTo=%2Freleases');
    expect(own.kept).toBeUndefined();
    await provider.start();
    await eventually(async () => expect(await own.signIn('nora')).toBeNull(), 10_000, 300);
    expect((await own.me()).body).toMatchObject({ email: NORA.email, memberships: [] });
  });

  it('may come back with other keys', async () => {
    await provider.stop();
    await provider.start();
    const own = new TestBrowser(console);
    // Keys are asked for once a minute at most.
    const real = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => real() + 61_000);
    expect(await own.signIn('nora')).toBeNull();
  });

  it('may go away while a person is there', async () => {
    const own = new TestBrowser(console);
    const begin = await own.begin();
    await provider.stop();
    const state = begin.searchParams.get('state') ?? '';
    const callback = new URL('https://console.example.com/api/v1/auth/oidc/callback');
    callback.search = new URLSearchParams({ code: 'x', state, iss: provider.url }).toString();
    expect((await own.back(callback)).searchParams.get('problem')).toBe('OIDC_UNAVAILABLE');
  });
});
