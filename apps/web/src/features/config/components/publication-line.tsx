import { Link } from 'react-router';
import { Pill } from '../../../components/ui';
import type { ConfigEnvironment, PublicationRef } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { PUBLICATION_LOOKS } from '../model/looks';
import styles from './config.module.css';

export function PublicationPill({ publication }: { readonly publication: PublicationRef }) {
  const t = useTranslate();
  const { tone, icon } = PUBLICATION_LOOKS[publication.state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`config.state.${publication.state}`)}
    </Pill>
  );
}

/** What an environment has, and what is on its way there. */
export function PublicationLine({ environment }: { readonly environment: ConfigEnvironment }) {
  const t = useTranslate();
  const { stable, underway } = environment;
  return (
    <span className={styles.line}>
      {stable ? (
        <One publication={stable} />
      ) : (
        <span className={styles.dim}>{t('config.nothingPublished')}</span>
      )}
      {underway && <One publication={underway} />}
    </span>
  );
}

function One({ publication }: { readonly publication: PublicationRef }) {
  const t = useTranslate();
  const { version, releaseId, releaseNumber, isDeletion } = publication;
  return (
    <span className={styles.line}>
      <PublicationPill publication={publication} />
      <b>{t('config.publication', { version })}</b>
      {isDeletion && <span className={styles.dim}>{t('config.isDeletion')}</span>}
      {releaseId && <Link to={`/releases/${releaseId}`}>#{releaseNumber}</Link>}
    </span>
  );
}
