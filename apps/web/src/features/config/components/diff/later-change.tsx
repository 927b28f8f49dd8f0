import { lazy, Suspense, type ReactNode } from 'react';
import { Skeleton } from '../../../../components/ui';
import type { ConfigFile } from '../../../../lib/api';
import { withWords } from '../../../../lib/i18n';

const PublicationChange = lazy(withWords(['configChange'], () => import('./publication-change')));
const DraftChange = lazy(withWords(['configChange'], () => import('./draft-change')));

/** Loaded with the first release that brings a configuration file; all others do without. */
export const renderConfigChange = (bin: string, version: string, environment: string): ReactNode => (
  <Suspense fallback={<Skeleton rows={3} rowHeight={18} />}>
    <PublicationChange bin={bin} version={version} environment={environment} />
  </Suspense>
);

export const renderDraftChange = (file: ConfigFile, environmentId: string): ReactNode => (
  <Suspense fallback={<Skeleton rows={3} rowHeight={18} />}>
    <DraftChange file={file} environmentId={environmentId} />
  </Suspense>
);
