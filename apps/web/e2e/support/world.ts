import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { Api } from './api';
import { ADMIN, Console } from './console';
import { Host } from './host';
import { until } from './processes';

const PASSWORD = 'correct-horse-battery';
export const AUTHOR = { email: 'li.wei@example.com', name: 'Li Wei', password: PASSWORD } as const;
export const APPROVER = { email: 'ana@example.com', name: 'Ana Souza', password: PASSWORD } as const;

export interface Person {
  readonly email: string;
  readonly password: string;
}

export interface Fleet {
  readonly code: string;
  readonly name: string;
  readonly bin: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly hosts: readonly Host[];
}

export class World {
  private readonly hosts: Host[] = [];
  private count = 0;

  constructor(
    readonly console: Console,
    readonly admin: Api,
    readonly people: { readonly author: string; readonly approver: string },
  ) {}

  get url(): string {
    return this.console.url;
  }

  api(person: Person): Promise<Api> {
    return Api.signIn(this.url, person);
  }

  /** A name that no other journey on this console has. */
  fresh(word: string): string {
    this.count += 1;
    return `${word}-${process.pid % 1000}-${this.count}`;
  }

  async addMembers(projectId: string): Promise<void> {
    for (const id of [this.people.author, this.people.approver]) {
      await this.admin.call('PUT', `/projects/${projectId}/members/${id}`, { role: 'release_manager' });
    }
  }

  /** A project with people, a bin with one version, and hosts that are on and seen. */
  async fleet(hostCount: number, environmentCode = 'production', configName?: string): Promise<Fleet> {
    const code = this.fresh('shop');
    const name = `Shop ${this.count}`;
    const bin = `${code}-api`;
    const project = await this.admin.createProject(code, name);
    await this.addMembers(project.id);
    await this.admin.call('POST', '/bins', { projectId: project.id, name: bin });
    await this.admin.upload(bin, '1.0', `one of ${bin}\n`);
    const environmentId =
      project.environments.find((environment) => environment.code === environmentCode)?.id ?? '';
    const hosts = await this.join(environmentId, bin, hostCount, configName && `${code}.${configName}`);
    return { code, name, bin, projectId: project.id, environmentId, hosts };
  }

  async join(
    environmentId: string,
    bin: string,
    hostCount: number,
    configFile?: string,
  ): Promise<readonly Host[]> {
    const enrolmentToken = await this.admin.enrolmentToken(environmentId);
    const hosts = Array.from({ length: hostCount }, (_, index) => {
      const labels = { region: index % 2 === 0 ? 'north' : 'south' };
      return new Host({
        name: `${bin}-host-${index + 1}`,
        bin,
        apiUrl: this.admin.url,
        enrolmentToken,
        labels,
        ...(configFile ? { configFile } : {}),
      });
    });
    hosts.forEach((host) => host.switchOn());
    this.hosts.push(...hosts);
    await until('that all hosts are seen', 30_000, async () => {
      const { total } = await this.admin.call<{ total: number }>(
        'GET',
        `/nodes?environmentId=${environmentId}&presence=online&limit=1`,
      );
      return total >= hostCount ? true : undefined;
    });
    return hosts;
  }

  /** Takes an environment to a version without the browser. */
  async bring(fleet: Fleet, version: string): Promise<string> {
    const author = await this.api(AUTHOR);
    const approver = await this.api(APPROVER);
    const { id, planHash } = await author.createRelease(fleet.environmentId, fleet.bin, version);
    await approver.act(id, 'approve', { planHash });
    await author.act(id, 'deploy');
    await until(`release ${id} to complete`, 60_000, async () =>
      (await author.release(id)).status === 'completed' ? true : undefined,
    );
    return id;
  }

  async removeHosts(): Promise<void> {
    await Promise.all(this.hosts.splice(0).map((host) => host.remove()));
  }
}

async function startWorld(): Promise<World> {
  const started = await Console.start();
  const admin = await Api.signIn(started.url, ADMIN);
  const author = await admin.createUser(AUTHOR);
  const approver = await admin.createUser(APPROVER);
  return new World(started, admin, { author: author.id, approver: approver.id });
}

export const test = base.extend<{ errors: string[] }, { world: World }>({
  world: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures out of this pattern.
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.removeHosts();
      await world.console.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      watchConsole(page, errors);
      await use(errors);
    },
    { auto: true },
  ],
});

/** What a developer would see in red. Refused requests are said by the page itself, not here. */
export function watchConsole(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
}

export async function signIn(page: Page, world: World, person: Person, path = '/'): Promise<void> {
  await page.goto(world.url + path);
  await fillSignIn(page, person);
  await expect(page.locator('[data-connection]')).toHaveAttribute('data-connection', 'live');
}

export async function fillSignIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Another person at a screen of the same size. */
export async function openAs(
  browser: Browser,
  like: Page,
  world: World,
  person: Person,
  path = '/',
): Promise<Page> {
  const context = await browser.newContext({ viewport: like.viewportSize(), locale: 'en-GB' });
  const page = await context.newPage();
  await signIn(page, world, person, path);
  return page;
}

export { ADMIN, expect };
