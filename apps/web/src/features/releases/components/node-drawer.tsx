import { useQuery } from '@tanstack/react-query';
import { IconArrowRight } from '@tabler/icons-react';
import { NodeError } from '../../../components/node-error';
import { Facts, Group, LinkButton, QueryView, SideDrawer, Stack, Time } from '../../../components/ui';
import type { ReleaseDetail, TargetDetail } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { targetExplanationQuery, targetNodeQuery, targetQuery } from '../api/get-target';
import { NodeActions } from './node-actions';
import { targetFacts } from './node-drawer-facts';
import { TargetStatusPill } from './status-pill';
import styles from './node-drawer.module.css';

interface Props {
  readonly release: ReleaseDetail;
  readonly nodeId: string;
  readonly onClose: () => void;
}

/** One node in one release: why it runs what it runs, what went wrong, and what became of it step by step. */
export function NodeDrawer({ release, nodeId, onClose }: Props) {
  const t = useTranslate();
  const query = useQuery(targetQuery(release.id, nodeId));
  return (
    <SideDrawer
      isOpen
      onClose={onClose}
      title={
        <Group gap="xs" component="span">
          <span>{query.data?.nodeName ?? t('drawer.title')}</span>
          {query.data && <TargetStatusPill status={query.data.status} />}
        </Group>
      }
    >
      <QueryView query={query} what={t('drawer.title')} rows={6}>
        {(target) => <Content release={release} target={target} />}
      </QueryView>
    </SideDrawer>
  );
}

function Content({ release, target }: { readonly release: ReleaseDetail; readonly target: TargetDetail }) {
  const t = useTranslate();
  return (
    <Stack gap="lg" data-node-drawer={target.nodeId}>
      {target.error && (
        <section className={styles.error} aria-label={t('drawer.error')}>
          <NodeError error={target.error} />
        </section>
      )}
      <section aria-labelledby="drawer-why">
        <h3 id="drawer-why" className={styles.heading}>
          {t('drawer.why')}
        </h3>
        {release.bins.map(({ bin }) => (
          <Explanation key={bin} nodeId={target.nodeId} bin={bin} hasName={release.bins.length > 1} />
        ))}
      </section>
      <Timeline target={target} />
      <About target={target} />
      <Group justify="flex-end">
        <NodeActions
          release={release}
          statuses={[target.status]}
          nodeIds={() => Promise.resolve([target.nodeId])}
        />
        <LinkButton
          to={`/nodes/${encodeURIComponent(target.nodeId)}`}
          icon={<IconArrowRight size={16} aria-hidden />}
        >
          {t('drawer.open')}
        </LinkButton>
      </Group>
    </Stack>
  );
}

function Explanation(props: { readonly nodeId: string; readonly bin: string; readonly hasName: boolean }) {
  const localized = useLocalized();
  const query = useQuery(targetExplanationQuery(props.nodeId, props.bin));
  return (
    <QueryView query={query} what={props.bin} rows={1}>
      {({ text }) => (
        <p className={styles.explain}>
          {props.hasName && <strong>{props.bin} </strong>}
          {localized(text)}
        </p>
      )}
    </QueryView>
  );
}

function Timeline({ target }: { readonly target: TargetDetail }) {
  const t = useTranslate();
  return (
    <section aria-labelledby="drawer-timeline">
      <h3 id="drawer-timeline" className={styles.heading}>
        {t('drawer.timeline')}
      </h3>
      {target.timeline.length === 0 && <p className={styles.muted}>{t('drawer.notAsked')}</p>}
      <ol className={styles.timeline}>
        {target.timeline.map((moment) => (
          <li key={moment.seq} className={styles.moment}>
            <span className={styles.at}>
              <Time iso={moment.at} />
            </span>
            <TargetStatusPill status={moment.status} />
            {moment.error && <NodeError error={moment.error} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function About({ target }: { readonly target: TargetDetail }) {
  const t = useTranslate();
  // What the release knows is there at once; what only the node's own page knows comes with the second answer.
  const { data: node } = useQuery(targetNodeQuery(target.nodeId));
  return (
    <section aria-labelledby="drawer-facts">
      <h3 id="drawer-facts" className={styles.heading}>
        {t('drawer.facts')}
      </h3>
      <Facts items={targetFacts(target, node, t)} />
    </section>
  );
}
