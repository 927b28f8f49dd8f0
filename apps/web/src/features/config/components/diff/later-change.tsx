import { lazy, Suspense, type ReactNode } from 'react';
import { Skeleton } from '../../../../components/ui';
import { withWords } from '../../../../lib/i18n';

const PublicationChange = lazy(withWords('configChange', () => import('./publication-change')));

/** Loaded with the first release that brings a configuration file; all others do without. */
export const renderConfigChange = (bin: string, version: string): ReactNode => (
  <Suspense fallback={<Skeleton rows={3} rowHeight={18} />}>
    <PublicationChange bin={bin} version={version} />
  </Suspense>
);
