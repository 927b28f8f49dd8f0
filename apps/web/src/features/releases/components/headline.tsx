import { IconHourglass } from '@tabler/icons-react';
import { Time } from '../../../components/ui';
import type { Blocker, ReleaseDetail } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../lib/i18n';
import { hasStarted, RELEASE_LOOKS } from '../model/status-look';
import { ProgressBar, ProgressLegend } from './progress';
import styles from './headline.module.css';

/** The one sentence that says what is going on, above everything else. */
export function Headline({ release }: { readonly release: ReleaseDetail }) {
  const localized = useLocalized();
  const { tone } = RELEASE_LOOKS[release.status];
  const name = tone === 'hatched' ? 'grey' : tone;
  return (
    <section className={styles.box} style={{ '--pill-fg': `var(--rc-${name}-solid)` } as React.CSSProperties}>
      <p className={styles.sentence} role="status" data-headline>
        {localized(release.headline)}
      </p>
      {release.stopReason && <p className={styles.blocker}>{localized(release.stopReason)}</p>}
      {release.blockedBy.length > 0 && (
        <ul className={styles.blockers}>
          {release.blockedBy.map((blocker) => (
            <BlockerLine key={blocker.kind + blocker.text.en} blocker={blocker} />
          ))}
        </ul>
      )}
      {hasStarted(release.status) && release.progress.total > 0 && <Progress release={release} />}
    </section>
  );
}

function BlockerLine({ blocker }: { readonly blocker: Blocker }) {
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <li className={styles.blocker}>
      <IconHourglass size={14} aria-hidden style={{ flex: 'none', alignSelf: 'center' }} />
      <span>
        <b>{localized(blocker.text)}</b>
        {blocker.who.length > 0 && (
          <> · {t('release.canMove', { who: blocker.who.map(({ name }) => name).join(', ') })}</>
        )}
        {blocker.since && (
          <>
            {' · '}
            {t('release.since')} <Time iso={blocker.since} />
          </>
        )}
        {blocker.until && (
          <>
            {' · '}
            {t(blocker.kind === 'soak' ? 'release.allowedFrom' : 'release.until')}{' '}
            <Time iso={blocker.until} />
          </>
        )}
      </span>
    </li>
  );
}

function Progress({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const language = useLanguage();
  const { succeeded, total } = release.progress;
  return (
    <div className={styles.progress}>
      <ProgressBar counts={release.progress} />
      <div className={styles.figures}>
        <strong>
          {t('release.nodesDone', {
            done: formatNumber(succeeded, language),
            total: formatNumber(total, language),
          })}
        </strong>
        <ProgressLegend counts={release.progress} />
      </div>
    </div>
  );
}
