import { useQuery } from '@tanstack/react-query';
import { IconPackage, IconPencil, IconPlus, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Page } from '../components/layout';
import { Button, Dialog, EmptyState, Facts, LinkButton, Notice, Panel, QueryView } from '../components/ui';
import { allBinsQuery } from '../features/bins/api/list-bins';
import { BinRows } from '../features/bins/components/bin-rows';
import { CiSourcesPanel } from '../features/ci/components/sources-panel';
import { nodeSampleQuery } from '../features/nodes/api/list-nodes';
import { EnvironmentSteering } from '../features/nodes/components/environment-steering';
import { FreezesPanel } from '../features/freezes/components/freezes-panel';
import { ChannelsPanel } from '../features/notifications/components/channels-panel';
import { projectQuery } from '../features/projects/api/get-project';
import { ArchiveProject } from '../features/projects/components/archive-project';
import { Environments } from '../features/projects/components/environments';
import { Members } from '../features/projects/components/members';
import { ProjectForm } from '../features/projects/components/project-form';
import { someReleasesQuery } from '../features/releases/api/list-releases';
import { StrategyTemplates } from '../features/releases/components/templates/strategy-templates';
import { ReleaseRows } from '../features/releases/components/release-rows';
import { TokensPanel } from '../features/tokens/components/tokens-panel';
import { UserPicker } from '../features/users/components/user-picker';
import type { Project } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { roleCan } from '../lib/session';

const RECENT = 5;

export default function ProjectRoute() {
  const t = useTranslate();
  const { project = '' } = useParams();
  const query = useQuery(projectQuery(project));
  if (query.data) return <ProjectPage project={query.data} />;
  return (
    <Page title={project} crumb={{ to: '/projects', label: t('nav.projects') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('project.this')} rows={5}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function ProjectPage({ project }: { readonly project: Project }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const [isEditing, setIsEditing] = useState(false);
  const isArchived = project.archivedAt !== null;
  const canConfigure = roleCan(project.myRole, 'configure');
  const canDraft = roleCan(project.myRole, 'draft') && !isArchived;
  return (
    <Page
      title={project.name}
      crumb={{ to: '/projects', label: t('nav.projects') }}
      lead={project.description}
      actions={
        <>
          {canConfigure && <ArchiveProject project={project} onDeleted={() => void navigate('/projects')} />}
          {canConfigure && !isArchived && (
            <Button icon={<IconPencil size={16} />} onClick={() => setIsEditing(true)}>
              {t('common.edit')}
            </Button>
          )}
          {canDraft && (
            <LinkButton
              to={`/releases/new?project=${project.id}`}
              tone="primary"
              icon={<IconPlus size={16} />}
            >
              {t('release.new')}
            </LinkButton>
          )}
        </>
      }
    >
      {isArchived && <Notice kind="info">{t('project.isArchived')}</Notice>}
      <About project={project} />
      <Recent project={project} />
      <Environments project={project} canConfigure={canConfigure && !isArchived} />
      <FreezesPanel
        scope={{ projectId: project.id }}
        environments={project.environments}
        canConfigure={canConfigure && !isArchived}
      />
      <Templates project={project} />
      <Steering project={project} />
      <Bins project={project} />
      <CiSourcesPanel projectId={project.id} projects={canConfigure && !isArchived ? [project] : []} />
      {canConfigure && !isArchived && (
        <ChannelsPanel projectId={project.id} projects={[project]} mayBeEverywhere={false} />
      )}
      <Members
        projectId={project.id}
        canConfigure={canConfigure && !isArchived}
        userPicker={(picker) => <UserPicker {...picker} />}
      />
      {canConfigure && !isArchived && <TokensPanel scope={{ projectId: project.id }} />}
      <Dialog isOpen={isEditing} onClose={() => setIsEditing(false)} title={t('project.edit')}>
        <ProjectForm
          project={project}
          onCancel={() => setIsEditing(false)}
          onSaved={() => setIsEditing(false)}
        />
      </Dialog>
    </Page>
  );
}

function About({ project }: { readonly project: Project }) {
  const t = useTranslate();
  const isLink = /^https?:\/\//.test(project.repositoryUrl);
  const repository = isLink ? (
    <a href={project.repositoryUrl} target="_blank" rel="noreferrer">
      {project.repositoryUrl}
    </a>
  ) : (
    project.repositoryUrl || '–'
  );
  return (
    <Panel>
      <Facts
        items={[
          { label: t('project.code'), value: <code>{project.code}</code> },
          { label: t('project.owner'), value: project.owner || '–' },
          { label: t('project.repository'), value: repository },
          { label: t('project.buildTool'), value: project.buildTool || '–' },
          { label: t('project.deploymentType'), value: t('project.hosts') },
          { label: t('project.myRole'), value: t(`role.${project.myRole}`) },
        ]}
      />
    </Panel>
  );
}

function Recent({ project }: { readonly project: Project }) {
  const t = useTranslate();
  const query = useQuery(someReleasesQuery({ projectId: project.id }, RECENT));
  return (
    <Panel
      title={t('project.recent')}
      isFlush
      aside={<Link to={`/releases?project=${project.id}`}>{t('common.showAll')}</Link>}
    >
      <QueryView query={query} what={t('nav.releases')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconRocket size={22} />}
              title={t('release.none')}
              text={t('release.noneText')}
            />
          ) : (
            <ReleaseRows releases={items} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Templates({ project }: { readonly project: Project }) {
  const canConfigure = roleCan(project.myRole, 'configure') && project.archivedAt === null;
  const { data } = useQuery({ ...nodeSampleQuery({ projectId: project.id }), enabled: canConfigure });
  const nodeLabels = data?.items.map(({ labels }) => labels) ?? [];
  return <StrategyTemplates project={project} nodeLabels={nodeLabels} canConfigure={canConfigure} />;
}

function Steering({ project }: { readonly project: Project }) {
  const { data } = useQuery(allBinsQuery(project.id));
  const isArchived = project.archivedAt !== null;
  return (
    <EnvironmentSteering
      project={project}
      bins={data?.items.map(({ name }) => name) ?? []}
      canOperate={roleCan(project.myRole, 'operateNodes') && !isArchived}
      canConfigure={roleCan(project.myRole, 'configure') && !isArchived}
    />
  );
}

function Bins({ project }: { readonly project: Project }) {
  const t = useTranslate();
  const query = useQuery(allBinsQuery(project.id));
  return (
    <Panel
      title={t('nav.bins')}
      isFlush
      aside={<Link to={`/bins?project=${project.id}`}>{t('common.showAll')}</Link>}
    >
      <QueryView query={query} what={t('nav.bins')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconPackage size={22} />} title={t('bin.none')} text={t('bin.noneText')} />
          ) : (
            <BinRows bins={items} />
          )
        }
      </QueryView>
    </Panel>
  );
}
