import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Page } from '../components/layout';
import { Panel, QueryView } from '../components/ui';
import { ciBuildQuery } from '../features/ci/api/builds';
import { BuildPanel } from '../features/ci/components/build-panel';
import { useTranslate } from '../lib/i18n';
import { canIn, useMe } from '../lib/session';

export default function BuildRoute() {
  const t = useTranslate();
  const me = useMe();
  const { id = '' } = useParams();
  const query = useQuery(ciBuildQuery(id));
  const build = query.data;
  if (!build)
    return (
      <Page title={t('ci.build.one')} crumb={{ to: '/settings/builds', label: t('ci.sources') }}>
        <Panel isFlush>
          <QueryView query={query} what={t('ci.build.one')} rows={5}>
            {() => null}
          </QueryView>
        </Panel>
      </Page>
    );
  return (
    <Page
      title={`${build.job} #${build.number}`}
      crumb={{ to: `/settings/builds/${build.sourceId}?tab=builds`, label: build.sourceName }}
    >
      <BuildPanel build={build} mayRetry={canIn(me, build.projectId, 'upload')} />
    </Page>
  );
}
