import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { SourceForm } from '../features/ci/components/source-form';
import { FileSettings } from '../features/config/components/file-settings';
import { EnvironmentForm } from '../features/projects/components/environment-form';
import { ProjectForm } from '../features/projects/components/project-form';
import type { CiSource, ConfigFile, Environment, Project } from '../lib/api';
import { activateLanguage, setLanguage, withWords } from '../lib/i18n';

const AT = '2026-01-01T00:00:00.000Z';
const nothing = (): void => undefined;

const environment: Environment = {
  ...{ id: 'e', code: 'production', name: 'Production', isProduction: true, position: 0, nodeCount: 0 },
  ...{ requiredApprovals: 0, rollbackWindowHours: 72, promotionRule: null },
};
const project = (revision: number): Project =>
  ({
    ...{ id: 'p', code: 'shop', name: 'Shop', description: '', owner: '', repositoryUrl: '', buildTool: '' },
    ...{ environments: [environment], archivedAt: null, myRole: 'owner', revision },
  }) as unknown as Project;
const source = (revision: number): CiSource => ({
  ...{ id: 's', projectId: 'p', projectCode: 'p', kind: 'jenkins', name: 'CI', webhookUrl: 'http://x/' },
  ...{ baseUrl: 'http://ci/', userName: null, hasToken: false, pollSeconds: 0, isEnabled: true, revision },
  ...{ secrets: [], lastDeliveryAt: null, lastPolledAt: null, rules: 0, createdAt: AT, createdByName: 'Ann' },
  circuit: { isOpen: false, failures: 0, nextTryAt: null, error: null },
});
const file = (revision: number): ConfigFile =>
  ({ id: 'f', name: 'app.yaml', description: '', schema: null, revision }) as unknown as ConfigFile;

const FORMS: readonly (readonly [string, (revision: number) => ReactElement])[] = [
  ['a project', (seen) => <ProjectForm project={project(seen)} onSaved={nothing} onCancel={nothing} />],
  [
    'an environment, whose revision is its project’s',
    (seen) => <EnvironmentForm project={project(seen)} environment={environment} onDone={nothing} />,
  ],
  [
    'a source of builds',
    (seen) => <SourceForm source={source(seen)} projects={[]} projectId="p" onDone={nothing} />,
  ],
  ['a configuration file', (seen) => <FileSettings file={file(seen)} onDone={nothing} />],
];

let sent: Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  setLanguage('en');
  await withWords(['ci', 'config'], async () => undefined)();
  await activateLanguage('en');
});
beforeEach(() => {
  cleanup();
  sent = [];
  globalThis.fetch = (async (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body) as Record<string, unknown>);
    return { ok: true, status: 200, headers: { get: () => null }, text: async () => '{}' };
  }) as unknown as typeof fetch;
});

const around = (page: ReactElement): ReactElement => (
  <MantineProvider>
    <QueryClientProvider client={cache}>
      <I18nProvider i18n={i18n}>
        <MemoryRouter>{page}</MemoryRouter>
      </I18nProvider>
    </QueryClientProvider>
  </MantineProvider>
);
const cache = new QueryClient();

describe('what another saved while a form was open is not overwritten unseen', () => {
  it.each(FORMS)('of %s', async (_, form) => {
    const { rerender } = render(around(form(1)));
    rerender(around(form(2)));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ expectedRevision: 1 });
  });
});
