import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { SourceForm } from '../features/ci/components/source-form';
import { FileSettings } from '../features/config/components/file-settings';
import { EnvironmentForm } from '../features/projects/components/environment-form';
import { ProjectForm } from '../features/projects/components/project-form';
import type { CiSource, ConfigFile, Environment, Project } from '../lib/api';
import { around } from '../testing/around';
import { readingIn } from '../testing/reading-in';
import { answerWith } from '../testing/server';

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

beforeAll(() => readingIn('en', 'ci', 'config'));
beforeEach(() => {
  cleanup();
  sent = [];
  answerWith(({ body }) => {
    sent.push(body as Record<string, unknown>);
    return {};
  });
});

describe('what another saved while a form was open is not overwritten unseen', () => {
  it.each(FORMS)('of %s', async (_, form) => {
    const { rerender } = render(around(form(1)));
    rerender(around(form(2)));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ expectedRevision: 1 });
  });
});
