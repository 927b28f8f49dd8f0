import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconPlus, IconRocket } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { Page } from '../components/layout';
import { EmptyState, LinkButton, Panel, QueryView, TimeAgo } from '../components/ui';
import { someReleasesQuery } from '../features/releases/api/list-releases';
import { ReleaseRows } from '../features/releases/components/release-rows';
import { releaseName } from '../features/releases/model/versions';
import { AlertStrip } from '../features/alerts/components/alert-strip';
import { NowStrip } from '../features/monitoring/components/now-strip';
import { SummaryStrip } from '../features/nodes/components/summary-strip';
import { splitOverview } from '../features/releases/model/overview';
import { statusesOf } from '../features/releases/model/status-look';
import { useTranslate } from '../lib/i18n';
import styles from './overview.module.css';
import { canAnywhere, useMe } from '../lib/session';
import { serverNow } from '../lib/format';

const UNFINISHED = statusesOf('waiting', 'running').join(',');
const ACTIVE_LIMIT = 100;
const RECENT_LIMIT = 20;

export default function OverviewRoute() {
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const active = useQuery(someReleasesQuery({ status: UNFINISHED }, ACTIVE_LIMIT));
  const recent = useQuery(someReleasesQuery({}, RECENT_LIMIT));
  const { needsYou, running, waiting, finished, last } = splitOverview(
    active.data?.items ?? [],
    recent.data?.items ?? [],
    me.id,
    serverNow(),
  );
  const newRelease = canAnywhere(me, 'draft') && (
    <LinkButton to="/releases/new" tone="primary" icon={<IconPlus size={16} />}>
      {t('release.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.now')} actions={newRelease}>
      <div className={styles.fleet}>
        <SummaryStrip
          projectId=""
          presence="none"
          onSelect={(presence) => void navigate(presence ? `/nodes?presence=${presence}` : '/nodes')}
        />
      </div>
      <AlertStrip />
      <NowStrip />
      {needsYou.length > 0 && (
        <Panel title={t('overview.needsYou')} count={needsYou.length} isFlush needsAttention>
          <ReleaseRows releases={needsYou} />
        </Panel>
      )}
      <Panel title={t('overview.running')} {...(running.length > 0 ? { count: running.length } : {})} isFlush>
        <QueryView query={active} what={t('overview.running')}>
          {() =>
            running.length > 0 ? (
              <ReleaseRows releases={running} />
            ) : (
              <EmptyState
                icon={last ? <IconCircleCheck size={22} /> : <IconRocket size={22} />}
                title={t('overview.quiet')}
                text={
                  last?.finishedAt ? (
                    <>
                      {t('overview.last')} <Link to={`/releases/${last.id}`}>{releaseName(last)}</Link>,{' '}
                      <TimeAgo iso={last.finishedAt} />
                    </>
                  ) : (
                    t('release.noneText')
                  )
                }
                action={newRelease}
              />
            )
          }
        </QueryView>
      </Panel>
      {waiting.length > 0 && (
        <Panel title={t('overview.waiting')} count={waiting.length} isFlush>
          <ReleaseRows releases={waiting} />
        </Panel>
      )}
      {(finished.length > 0 || recent.error) && (
        <Panel
          title={t('overview.finished')}
          isFlush
          aside={<Link to="/releases">{t('common.showAll')}</Link>}
        >
          <QueryView query={recent} what={t('overview.finished')}>
            {() => <ReleaseRows releases={finished} />}
          </QueryView>
        </Panel>
      )}
    </Page>
  );
}
