import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Facts, Panel, Sha, type Fact } from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { planFacts, templateFacts } from '../model/plan-facts';
import { VersionChanges } from './version-change';
import styles from './changes.module.css';

/** What exactly would run: versions, bytes, and the rules under which they go out. */
export function Changes(props: {
  readonly release: ReleaseDetail;
  /** What a version of a configuration file changes; brought by the page. */
  readonly renderConfig: (bin: string, version: string, environment: string) => ReactNode;
}) {
  const { release, renderConfig } = props;
  const t = useTranslate();
  const language = useLanguage();
  const facts: readonly Fact[] = [...templateFacts(release, t), ...planFacts(release.plan, t, language)];
  return (
    <Panel id="changes" title={t('release.changes')}>
      {release.bins.map((bin) => (
        <div key={bin.bin} className={styles.change}>
          <p className={styles.title}>
            <VersionChanges bins={[bin]} hasBinName />
          </p>
          {bin.fromVersions.length > 1 && (
            <ul className={styles.list}>
              {bin.fromVersions.map(({ version, nodes }) => (
                <li key={version ?? ''} className={styles.muted}>
                  {version ?? t('release.nothingYet')} · {t('count.nodes', { count: nodes })}
                </li>
              ))}
            </ul>
          )}
          <ul className={styles.list}>
            {release.artifacts
              .filter((artifact) => artifact.bin === bin.bin)
              .map((artifact) => (
                <li key={artifact.arch}>
                  {bin.kind === 'program' && <span>{artifact.arch}</span>}
                  <Sha value={artifact.sha256} />
                  <span className={styles.muted}>{formatBytes(artifact.sizeBytes, language)}</span>
                  {bin.kind === 'program' && (
                    <Link to={`/bins/${artifact.bin}/${encodeURIComponent(artifact.version)}`}>
                      {t('release.openVersion')}
                    </Link>
                  )}
                </li>
              ))}
          </ul>
          {bin.kind === 'config' && renderConfig(bin.bin, bin.version, release.environment.code)}
        </div>
      ))}
      <div className={styles.rules}>
        <Facts items={facts} />
      </div>
    </Panel>
  );
}
