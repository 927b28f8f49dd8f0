import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, EmptyState, Panel, Pill, QueryView, Time } from '../../../../components/ui';
import type { ConfigFile, ConfigVersion } from '../../../../lib/api';
import { pagedRows } from '../../../../lib/api/paged-rows';
import { useTranslate } from '../../../../lib/i18n';
import { diffQuery, versionsQuery } from '../../api/layers';
import { layerName } from '../../model/comparison';
import styles from '../config.module.css';
import { ConfigDiff } from '../diff/config-diff';
import { OlderButton } from './older-button';

interface Props {
  readonly file: ConfigFile;
  readonly layer: string;
  readonly onCompare: (from: string, to: string) => void;
}

export function Versions({ file, layer, onCompare }: Props) {
  const t = useTranslate();
  const query = useInfiniteQuery(versionsQuery(file.id, layer));
  const { rows } = pagedRows(query);
  const [open, setOpen] = useState<number | null>(null);
  const newest = rows[0]?.version ?? 0;
  const name = layerName(layer, file, t);
  return (
    <Panel title={t('config.versionsOf', { name })} isFlush>
      <QueryView query={query} what={t('config.tab.history')} rows={4} rowHeight={44}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconHistory size={22} />}
              title={t('config.noVersions')}
              text={t('config.inheritsKeys')}
            />
          ) : (
            <ul className={styles.list}>
              {rows.map((version) => (
                <li key={version.version} className={styles.row} data-version={version.version}>
                  <VersionWords version={version} />
                  <span className={styles.rowActions}>
                    {version.version !== newest && (
                      <Button
                        size="xs"
                        tone="quiet"
                        onClick={() =>
                          onCompare(`layer:${layer}@${version.version}`, `layer:${layer}@${newest}`)
                        }
                      >
                        {t('config.compareNewest')}
                      </Button>
                    )}
                    <Button
                      size="xs"
                      aria-expanded={open === version.version}
                      onClick={() => setOpen(open === version.version ? null : version.version)}
                    >
                      {t('config.whatChanged')}
                    </Button>
                  </span>
                  {open === version.version && (
                    <div className={styles.wide}>
                      <VersionDiff file={file} version={version} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <OlderButton query={query} />
    </Panel>
  );
}

function VersionWords({ version }: { readonly version: ConfigVersion }) {
  const t = useTranslate();
  return (
    <span className={styles.what}>
      <span className={styles.line}>
        <span className={styles.name}>{t('config.version', { version: version.version })}</span>
        {version.kind !== 'edit' && <Pill tone="slate">{t(`config.kind.${version.kind}`)}</Pill>}
        {version.isBad && <Pill tone="red">{t('config.state.bad')}</Pill>}
        {version.publications.map((publication) => (
          <Pill key={publication} tone="grey">
            {t('config.publication', { version: publication })}
          </Pill>
        ))}
      </span>
      {version.message !== '' && <span>{version.message}</span>}
      <span className={styles.dim}>
        {version.authorName} · <Time iso={version.createdAt} />
      </span>
    </span>
  );
}

function VersionDiff({ file, version }: { readonly file: ConfigFile; readonly version: ConfigVersion }) {
  const t = useTranslate();
  const { layer, parentVersion } = version;
  const query = useQuery(
    diffQuery(
      file.id,
      parentVersion === 0 ? '' : `layer:${layer}@${parentVersion}`,
      `layer:${layer}@${version.version}`,
    ),
  );
  if (parentVersion === 0) return <p className={styles.dim}>{t('config.firstVersion')}</p>;
  return (
    <QueryView query={query} what={t('config.whatChanged')} rows={3} rowHeight={18}>
      {(diff) => <ConfigDiff diff={diff} label={t('config.version', { version: version.version })} />}
    </QueryView>
  );
}
