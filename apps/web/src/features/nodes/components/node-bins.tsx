import { useQuery } from '@tanstack/react-query';
import { NodeError } from '../../../components/node-error';
import { EmptyState, Facts, Panel, Pill, Sha, TimeAgo } from '../../../components/ui';
import { IconCheck, IconPackage, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { FleetNode, NodeBin } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { explainQuery } from '../api/get-node';
import { MARK_LOOKS } from '../model/node-marks';
import styles from './nodes.module.css';

export function NodeBins({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  return (
    <Panel title={t('node.runs')} isFlush={node.running.length === 0}>
      {node.running.length === 0 && (
        <EmptyState
          icon={<IconPackage size={22} />}
          title={t('node.runsNothing')}
          text={t('node.runsNothingText')}
        />
      )}
      {node.running.map((bin) => (
        <div key={bin.bin} className={styles.bin}>
          <BinFacts bin={bin} />
          {bin.drift && <BinDrift drift={bin.drift} />}
          <Explanation nodeId={node.id} bin={bin.bin} />
        </div>
      ))}
    </Panel>
  );
}

function BinFacts({ bin }: { readonly bin: NodeBin }) {
  const t = useTranslate();
  const { desired } = bin;
  return (
    <>
      <Facts
        items={[
          { label: t('bin.name'), value: <strong>{bin.bin}</strong> },
          { label: t('node.observed'), value: <VersionText version={bin.version} sha256={bin.sha256} /> },
          {
            label: t('node.desired'),
            value: desired ? <VersionText version={desired.version} sha256={desired.sha256} /> : '–',
          },
          { label: t('node.health'), value: <Health isHealthy={bin.healthy} /> },
          { label: t('node.source'), value: bin.source ? t(`node.source.${bin.source}`) : '–' },
          { label: t('node.reported'), value: bin.reportedAt ? <TimeAgo iso={bin.reportedAt} /> : '–' },
        ]}
      />
      {bin.error && <NodeError error={bin.error} />}
    </>
  );
}

function BinDrift({ drift }: { readonly drift: NonNullable<NodeBin['drift']> }) {
  const t = useTranslate();
  return (
    <p className={styles.marks}>
      <Pill tone="amber" icon={MARK_LOOKS.drifted.icon}>
        {t('drift.since')}
      </Pill>
      <TimeAgo iso={drift.since} />
      {drift.attempts > 0 && <span>· {t('drift.attempts', { count: drift.attempts })}</span>}
    </p>
  );
}

function VersionText(props: { readonly version: string | null; readonly sha256: string | null }) {
  const t = useTranslate();
  if (!props.sha256) return <>{t('node.nothing')}</>;
  return (
    <>
      {props.version ?? t('bin.unknownVersion')} <Sha value={props.sha256} />
    </>
  );
}

function Health({ isHealthy }: { readonly isHealthy: boolean | null }) {
  const t = useTranslate();
  if (isHealthy === null) {
    return (
      <Pill tone="hatched" icon={IconQuestionMark}>
        {t('node.healthUnknown')}
      </Pill>
    );
  }
  return isHealthy ? (
    <Pill tone="green" icon={IconCheck}>
      {t('node.healthy')}
    </Pill>
  ) : (
    <Pill tone="red" icon={IconX}>
      {t('node.unhealthy')}
    </Pill>
  );
}

/** Why this node runs what it runs, in one sentence of the server's. */
function Explanation(props: { readonly nodeId: string; readonly bin: string }) {
  const localized = useLocalized();
  const { data } = useQuery(explainQuery(props.nodeId, props.bin));
  return data ? <p className={styles.explain}>{localized(data.text)}</p> : null;
}
