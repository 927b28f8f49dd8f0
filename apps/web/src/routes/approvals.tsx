import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconChecks } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { Button, EmptyState, Group, Panel, QueryView } from '../components/ui';
import {
  approvalsQuery,
  waitingOnOthersQuery,
  type ApprovalTab,
} from '../features/releases/api/list-approvals';
import { ApprovalCards } from '../features/releases/components/approval/approval-cards';
import { pagedRows } from '../lib/api/paged-rows';
import { useTranslate } from '../lib/i18n';

const TABS: readonly ApprovalTab[] = ['mine', 'others', 'decided'];

export default function ApprovalsRoute() {
  const t = useTranslate();
  const [params] = useSearchParams();
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'mine';
  const query = useInfiniteQuery(approvalsQuery(tab));
  const { rows } = pagedRows(query);
  return (
    <Page title={t('nav.approvals')} documentTitle={`${t(`approval.tab.${tab}`)} · ${t('nav.approvals')}`}>
      <PageTabs
        label={t('nav.approvals')}
        tabs={TABS.map((name) => ({
          to: name === 'mine' ? '/approvals' : `/approvals?tab=${name}`,
          label: t(`approval.tab.${name}`),
          isCurrent: name === tab,
        }))}
      />
      <Panel isFlush>
        <QueryView query={query} what={t('nav.approvals')} rows={3} rowHeight={64}>
          {() => (rows.length === 0 ? <Nothing tab={tab} /> : <ApprovalCards items={rows} />)}
        </QueryView>
      </Panel>
      {query.hasNextPage && (
        <Group justify="center">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('approval.more')}
          </Button>
        </Group>
      )}
    </Page>
  );
}

function Nothing({ tab }: { readonly tab: ApprovalTab }) {
  const t = useTranslate();
  const others = useQuery({ ...waitingOnOthersQuery(), enabled: tab === 'mine' });
  const isOthersTurn = tab === 'mine' && (others.data?.items.length ?? 0) > 0;
  return (
    <EmptyState
      icon={<IconChecks size={22} />}
      title={t(`approval.none.${tab}`)}
      text={
        isOthersTurn ? (
          <Link to="/approvals?tab=others">{t('approval.othersWait')}</Link>
        ) : (
          t('approval.noneText')
        )
      }
    />
  );
}
