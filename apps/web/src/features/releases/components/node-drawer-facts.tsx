import { Sha, Time, TimeAgo, type Fact } from '../../../components/ui';
import type { FleetNode, TargetDetail } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';

interface Bytes {
  readonly sha256: string | null;
  readonly version: string | null;
}

export function targetFacts(
  target: TargetDetail,
  node: FleetNode | undefined,
  t: Translate,
): readonly Fact[] {
  const labels = Object.entries(target.labels);
  const system = [node?.os, node?.osRelease].filter(Boolean).join(' · ');
  return [
    { label: t('drawer.before'), value: <Runs bytes={target.from} /> },
    { label: t('drawer.now'), value: <Runs bytes={target.observed} /> },
    { label: t('drawer.wave'), value: t('release.waveShort', { number: target.wave + 1 }) },
    { label: t('drawer.since'), value: <Time iso={target.since} /> },
    { label: t('drawer.lastSeen'), value: target.lastSeenAt ? <TimeAgo iso={target.lastSeenAt} /> : '–' },
    { label: t('drawer.arch'), value: node?.arch ?? '–' },
    { label: t('drawer.agent'), value: node?.agentVersion ?? '–' },
    { label: t('drawer.system'), value: system || '–', isWide: true },
    {
      label: t('drawer.labels'),
      value: labels.map(([key, value]) => `${key} = ${value}`).join(', ') || '–',
      isWide: true,
    },
  ];
}

function Runs({ bytes }: { readonly bytes: Bytes | null }) {
  if (!bytes?.sha256) return <>–</>;
  return (
    <>
      {bytes.version} <Sha value={bytes.sha256} />
    </>
  );
}
