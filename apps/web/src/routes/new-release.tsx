import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Page } from '../components/layout';
import { Panel, QueryView } from '../components/ui';
import { binSearchQuery } from '../features/bins/api/list-bins';
import { newestVersionsQuery } from '../features/bins/api/list-versions';
import { configsOfProjectQuery } from '../features/config/api/config-files';
import { makePublications } from '../features/config/api/publications';
import { renderDraftChange } from '../features/config/components/diff/later-change';
import { nodeSampleQuery } from '../features/nodes/api/list-nodes';
import { projectsQuery } from '../features/projects/api/list-projects';
import { openedReleaseQuery } from '../features/releases/api/get-release';
import { strategyTemplatesQuery } from '../features/releases/api/strategy-templates';
import { Wizard } from '../features/releases/components/wizard/wizard';
import type { WizardSources } from '../features/releases/components/wizard/wizard-context';
import {
  changedBy,
  EMPTY_WIZARD,
  fromRelease,
  type WizardState,
} from '../features/releases/model/wizard-state';
import { loadWizard, storeWizard } from '../features/releases/model/wizard-storage';
import type { BinVersion, ConfigFile, ReleaseDetail } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { roleCan, useMe } from '../lib/session';

export default function NewReleaseRoute() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const me = useMe().id;
  if (id !== undefined) return <EditRelease id={id} />;
  const form = `${me}:${params.toString()}`;
  return <ReleaseWizard key={form} form={form} start={startOf(params)} existing={null} />;
}

const startOf = (params: URLSearchParams): WizardState => ({
  ...EMPTY_WIZARD,
  projectId: params.get('project') ?? '',
  environmentId: params.get('environment') ?? '',
  bin: params.get('bin') ?? '',
  version: params.get('version') ?? '',
});

function EditRelease({ id }: { readonly id: string }) {
  const t = useTranslate();
  const me = useMe().id;
  const query = useQuery(openedReleaseQuery(id));
  const { data: opened } = query;
  if (opened) {
    const form = `${me}:${opened.id}@${opened.revision}`;
    const key = `${me}:${opened.id}`;
    return <ReleaseWizard key={key} form={form} start={fromRelease(opened)} existing={opened} />;
  }
  return (
    <Page title={t('release.edit')}>
      <Panel isFlush>
        <QueryView query={query} what={t('release.thisRelease')}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function ReleaseWizard(props: {
  /** Names the person and the way in: what was left unfinished there comes back. */
  readonly form: string;
  readonly start: WizardState;
  readonly existing: ReleaseDetail | null;
}) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { form, existing } = props;
  const [state, setState] = useState(() => loadWizard(form) ?? props.start);
  const { sources, environment } = useSources(state);
  useEffect(() => storeWizard(form, state), [form, state]);
  return (
    <Page
      title={t(existing ? 'release.edit' : 'release.new')}
      crumb={
        existing
          ? { to: `/releases/${existing.id}`, label: `#${existing.number}` }
          : { to: '/releases', label: t('nav.releases') }
      }
      isProduction={environment?.isProduction ?? false}
      lead={environment?.isProduction && t('wizard.toProduction', { name: environment.name })}
    >
      <Wizard
        state={state}
        sources={sources}
        existing={existing}
        onChange={(change) => setState((now) => changedBy(now, change))}
        onSaved={(release) => {
          storeWizard(form, null);
          void navigate(`/releases/${release.id}`);
        }}
      />
    </Page>
  );
}

/** Projects, bins, versions and nodes belong to other features; the page joins them for the wizard. */
function useSources(state: WizardState) {
  const [projectSearch, setProjectSearch] = useState('');
  const [binSearch, setBinSearch] = useState('');
  const [versionSearch, setVersionSearch] = useState('');
  const projects = useQuery({
    ...projectsQuery({ q: projectSearch }),
    placeholderData: (previous) => previous,
  });
  const bins = useQuery(binSearchQuery(state.projectId, binSearch));
  const versions = useQuery(newestVersionsQuery(state.bin));
  const otherVersions = useQueries({
    queries: state.otherBins.map(({ bin }) => newestVersionsQuery(bin)),
  });
  const nodes = useQuery(nodeSampleQuery({ environmentId: state.environmentId }));
  const templates = useQuery(strategyTemplatesQuery(state.projectId));
  const configs = useConfigs(state);

  const own = (projects.data?.items ?? []).filter(({ myRole }) => roleCan(myRole, 'draft'));
  const project = own.find(({ id }) => id === state.projectId);
  const environments = project?.environments ?? [];
  const usable = usableVersions(versions.data?.items ?? []).filter((version) =>
    version.toLowerCase().includes(versionSearch.toLowerCase()),
  );
  const sources: WizardSources = {
    projects: {
      choices: own.map(({ id, name }) => ({ value: id, label: name })),
      isLoading: projects.isFetching,
      onSearch: setProjectSearch,
    },
    environments,
    bins: {
      choices: withChosen(
        (bins.data?.items ?? []).map(({ name }) => name),
        state.bin,
      ),
      isLoading: bins.isFetching,
      onSearch: setBinSearch,
    },
    versions: {
      choices: withChosen(usable, versionSearch === '' ? state.version : ''),
      isLoading: versions.isFetching,
      onSearch: setVersionSearch,
    },
    otherVersions: otherVersions.map(({ data, isFetching }) => ({
      choices: withChosen(usableVersions(data?.items ?? []), ''),
      isLoading: isFetching,
      onSearch: () => undefined,
    })),
    ...configs,
    nodeLabels: (nodes.data?.items ?? []).map(({ labels }) => labels),
    nodeNames: new Map((nodes.data?.items ?? []).map(({ id, name }) => [id, name])),
    templates: templates.data?.items,
    canSaveTemplate: project !== undefined && roleCan(project.myRole, 'configure'),
  };
  return { sources, environment: environments.find(({ id }) => id === state.environmentId) ?? null };
}

/** Files whose draft is ahead of what the environment has, and a way to take them along. */
function useConfigs({
  projectId,
  environmentId,
}: WizardState): Pick<WizardSources, 'configs' | 'makeConfigVersion'> {
  const files = useQuery(configsOfProjectQuery(projectId)).data?.items ?? [];
  const place = (file: ConfigFile) => file.environments.find((each) => each.environmentId === environmentId);
  const changed = files.filter((file) => place(file)?.hasChanges);
  const code = files.map(place).find((each) => each !== undefined)?.code ?? '';
  return {
    configs: changed.map((file) => ({
      fileId: file.id,
      name: file.name,
      bin: file.bin,
      renderChange: () => renderDraftChange(file, environmentId),
    })),
    makeConfigVersion: async (fileId) => {
      const { items } = await makePublications(code, [fileId]);
      const [made] = items;
      if (!made) throw new Error('no version was made');
      return { bin: made.bin, version: made.version };
    },
  };
}

const usableVersions = (versions: readonly BinVersion[]): readonly string[] =>
  versions
    .filter(({ withdrawnAt, artifacts }) => withdrawnAt === null && artifacts.length > 0)
    .map(({ version }) => version);

const withChosen = (names: readonly string[], chosen: string) =>
  [...new Set(chosen === '' ? names : [...names, chosen])].map((name) => ({ value: name, label: name }));
