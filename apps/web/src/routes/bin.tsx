import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconPackage, IconRocket, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { Page } from '../components/layout';
import { Button, Dialog, EmptyState, LinkButton, Panel, QueryView } from '../components/ui';
import { binQuery } from '../features/bins/api/get-bin';
import { versionQuery, versionsQuery } from '../features/bins/api/list-versions';
import { Running } from '../features/bins/components/running';
import { UploadForm } from '../features/bins/components/upload-form';
import { VersionPanel } from '../features/bins/components/version-panel';
import { VersionTable } from '../features/bins/components/version-table';
import { BinBuilds } from '../features/ci/components/bin-builds';
import { Provenance } from '../features/ci/components/provenance';
import type { Bin } from '../lib/api';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';
import { canIn, useMe } from '../lib/session';

export default function BinRoute() {
  const t = useTranslate();
  const { bin = '', version } = useParams();
  const query = useQuery(binQuery(bin));
  if (!query.data) {
    return (
      <Page title={bin} crumb={{ to: '/bins', label: t('nav.bins') }}>
        <Panel isFlush>
          <QueryView query={query} what={bin} rows={5}>
            {() => null}
          </QueryView>
        </Panel>
      </Page>
    );
  }
  const { configFileId } = query.data;
  if (configFileId !== null) return <Navigate to={`/config/${configFileId}?tab=history`} replace />;
  return version === undefined ? (
    <BinPage bin={query.data} />
  ) : (
    <VersionPage bin={query.data} version={version} />
  );
}

function BinPage({ bin }: { readonly bin: Bin }) {
  const t = useTranslate();
  const me = useMe();
  const [isUploading, setIsUploading] = useState(false);
  const query = useInfiniteQuery(versionsQuery(bin.name));
  const list = pagedRows(query);
  const canUpload = canIn(me, bin.projectId, 'upload');
  const upload = canUpload && (
    <Button
      icon={<IconUpload size={16} />}
      tone={bin.versionCount === 0 ? 'primary' : 'default'}
      onClick={() => setIsUploading(true)}
    >
      {t('upload.title')}
    </Button>
  );
  return (
    <Page
      title={bin.name}
      crumb={{ to: '/bins', label: t('nav.bins') }}
      lead={bin.description}
      actions={
        <>
          {upload}
          {canIn(me, bin.projectId, 'draft') && bin.latestVersion && (
            <ReleaseThis bin={bin} version={bin.latestVersion} />
          )}
        </>
      }
    >
      <Panel title={t('bin.runs')}>
        <Running running={bin.running} />
      </Panel>
      <Panel title={t('bin.versions')} count={bin.versionCount} isFlush>
        <QueryView query={query} what={t('bin.versions')} rows={5}>
          {() =>
            list.rows.length === 0 ? (
              <EmptyState
                icon={<IconPackage size={22} />}
                title={t('bin.noVersions')}
                text={t('bin.noVersionsText')}
                action={upload}
              />
            ) : (
              <VersionTable bin={bin.name} versions={list.rows} {...list.table} />
            )
          }
        </QueryView>
      </Panel>
      <BinBuilds bin={bin.name} projectId={bin.projectId} />
      <Dialog
        isOpen={isUploading}
        onClose={() => setIsUploading(false)}
        title={`${t('upload.title')} · ${bin.name}`}
      >
        <UploadForm bin={bin.name} onClose={() => setIsUploading(false)} />
      </Dialog>
    </Page>
  );
}

function VersionPage({ bin, version }: { readonly bin: Bin; readonly version: string }) {
  const t = useTranslate();
  const me = useMe();
  const [isUploading, setIsUploading] = useState(false);
  const query = useQuery(versionQuery(bin.name, version));
  const canUpload = canIn(me, bin.projectId, 'upload');
  const isUsable = query.data !== undefined && query.data.withdrawnAt === null;
  return (
    <Page
      title={`${bin.name} ${version}`}
      crumb={{ to: `/bins/${bin.name}`, label: bin.name }}
      actions={
        <>
          {canUpload && (
            <Button icon={<IconUpload size={16} />} onClick={() => setIsUploading(true)}>
              {t('upload.addArch')}
            </Button>
          )}
          {isUsable && canIn(me, bin.projectId, 'draft') && <ReleaseThis bin={bin} version={version} />}
        </>
      }
    >
      <QueryView query={query} what={version} rows={4}>
        {(data) => <VersionPanel version={data} />}
      </QueryView>
      <Provenance bin={bin.name} version={version} />
      <Dialog
        isOpen={isUploading}
        onClose={() => setIsUploading(false)}
        title={`${t('upload.addArch')} · ${bin.name} ${version}`}
      >
        <UploadForm bin={bin.name} version={version} onClose={() => setIsUploading(false)} />
      </Dialog>
    </Page>
  );
}

function ReleaseThis({ bin, version }: { readonly bin: Bin; readonly version: string }) {
  const t = useTranslate();
  const query = new URLSearchParams({ project: bin.projectId, bin: bin.name, version });
  return (
    <LinkButton to={`/releases/new?${query}`} tone="primary" icon={<IconRocket size={16} />}>
      {t('bin.release', { version })}
    </LinkButton>
  );
}
