import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconArrowBackUp, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, EmptyState, Panel, Pill, QueryView, Sha, Time } from '../../../../components/ui';
import type { ConfigEnvironment, ConfigFile, Publication } from '../../../../lib/api';
import { pagedRows } from '../../../../lib/api/paged-rows';
import { useLocalized, useTranslate } from '../../../../lib/i18n';
import { publicationChangeQuery, publicationsQuery } from '../../api/publications';
import type { ConfigRights } from '../../model/rights';
import styles from '../config.module.css';
import { ConfigDiff } from '../diff/config-diff';
import { PublicationPill } from '../publication-line';
import { OlderButton } from './older-button';
import { RollBackDialog } from './roll-back-dialog';

interface Props {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment;
  readonly rights: ConfigRights;
}

/** Only what an environment once had, and was not taken back from it, can be gone back to. */
const canGoBackTo = ({ state }: Publication): boolean => state === 'former';

export function Published({ file, environment, rights }: Props) {
  const t = useTranslate();
  const query = useInfiniteQuery(publicationsQuery(file.id, environment.code));
  const { rows } = pagedRows(query);
  const [open, setOpen] = useState<string | null>(null);
  const [target, setTarget] = useState<Publication | null>(null);
  return (
    <Panel title={t('config.publishedTo', { name: environment.name })} isFlush>
      <QueryView query={query} what={t('config.tab.history')} rows={3} rowHeight={44}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconRocket size={22} />}
              title={t('config.nothingPublished')}
              text={t('config.neverPublished', { name: environment.name })}
            />
          ) : (
            <ul className={styles.list}>
              {rows.map((publication) => (
                <li key={publication.version} className={styles.row} data-publication={publication.version}>
                  <PublicationWords publication={publication} />
                  <span className={styles.rowActions}>
                    {canGoBackTo(publication) && (
                      <Button
                        size="xs"
                        tone="danger-text"
                        icon={<IconArrowBackUp size={14} aria-hidden />}
                        unavailable={rights.mayRollBack ? null : t('config.mayNotRollBack')}
                        onClick={() => setTarget(publication)}
                      >
                        {t('config.rollBackTo', { version: publication.version })}
                      </Button>
                    )}
                    <Button
                      size="xs"
                      aria-expanded={open === publication.version}
                      onClick={() => setOpen(open === publication.version ? null : publication.version)}
                    >
                      {t('config.whatChanged')}
                    </Button>
                  </span>
                  {open === publication.version && (
                    <div className={styles.wide}>
                      <Change bin={file.bin} publication={publication} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <OlderButton query={query} />
      {target && (
        <RollBackDialog
          file={file}
          environment={environment}
          target={target}
          onClose={() => setTarget(null)}
        />
      )}
    </Panel>
  );
}

function PublicationWords({ publication }: { readonly publication: Publication }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { version, isDeletion, badReason, releaseId, releaseNumber, baseVersion, overrideVersion } =
    publication;
  return (
    <span className={styles.what}>
      <span className={styles.line}>
        <span className={styles.name}>{t('config.publication', { version })}</span>
        <PublicationPill publication={publication} />
        {isDeletion && <Pill tone="red">{t('config.kind.deletion')}</Pill>}
        {releaseId && <Link to={`/releases/${releaseId}`}>#{releaseNumber}</Link>}
      </span>
      {badReason !== null && <span className={styles.error}>{localized(badReason)}</span>}
      <span className={styles.dim}>
        {publication.publishedByName} · <Time iso={publication.publishedAt} /> ·{' '}
        {overrideVersion === 0
          ? t('config.fromBase', { base: baseVersion })
          : t('config.fromBoth', { base: baseVersion, own: overrideVersion })}{' '}
        · <Sha value={publication.sha256} />
      </span>
    </span>
  );
}

function Change({ bin, publication }: { readonly bin: string; readonly publication: Publication }) {
  const { version, environment } = publication;
  const t = useTranslate();
  const query = useQuery(publicationChangeQuery(bin, version, environment));
  return (
    <QueryView query={query} what={t('config.whatChanged')} rows={3} rowHeight={18}>
      {({ diff }) => <ConfigDiff diff={diff} label={t('config.publication', { version })} />}
    </QueryView>
  );
}
