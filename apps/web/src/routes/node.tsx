import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Page } from '../components/layout';
import { Notice, Panel, QueryView } from '../components/ui';
import { NodeFigures } from '../features/monitoring/components/node-figures';
import { nodeQuery } from '../features/nodes/api/get-node';
import { NodeAbout } from '../features/nodes/components/node-about';
import { NodeBins } from '../features/nodes/components/node-bins';
import { NodeDrift } from '../features/nodes/components/node-drift';
import { NodeEvents } from '../features/nodes/components/node-events';
import { NodeHolds } from '../features/nodes/components/node-holds';
import { NodeLifecycle } from '../features/nodes/components/node-lifecycle';
import { LifecyclePill, MarkPills, PresencePill } from '../features/nodes/components/node-pills';
import { NodeQuarantine } from '../features/nodes/components/node-quarantine';
import { NodeTokens } from '../features/nodes/components/node-tokens';
import type { FleetNode } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { canAnywhere, canIn, useMe } from '../lib/session';
import styles from './node.module.css';

export default function NodeRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(nodeQuery(id));
  if (query.data) return <NodePage node={query.data} />;
  return (
    <Page title={id} crumb={{ to: '/nodes', label: t('nav.nodes') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('node.this')} rows={5}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function NodePage({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  const me = useMe();
  const { memberships } = node;
  const canOperate =
    memberships.length === 0
      ? canAnywhere(me, 'operateNodes')
      : memberships.some(({ projectId }) => canIn(me, projectId, 'operateNodes'));
  return (
    <Page
      title={node.name}
      crumb={{ to: '/nodes', label: t('nav.nodes') }}
      beside={
        <>
          <PresencePill presence={node.presence} />
          <LifecyclePill lifecycle={node.lifecycle} />
          <MarkPills node={node} />
        </>
      }
      actions={canOperate && <NodeLifecycle node={node} />}
    >
      {node.lifecycle === 'observing' && (
        <Notice kind="info" title={t('node.observingTitle')}>
          {t('node.observingText')}
        </Notice>
      )}
      <NodeQuarantine node={node} canOperate={canOperate} />
      <NodeAbout node={node} canOperate={canOperate} />
      <NodeBins node={node} />
      <div className={styles.figures}>
        <NodeFigures nodeId={node.id} />
      </div>
      <NodeDrift nodeId={node.id} />
      <NodeHolds node={node} canOperate={canOperate} />
      <NodeEvents nodeId={node.id} />
      {canOperate && <NodeTokens nodeId={node.id} />}
    </Page>
  );
}
