import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Panel, Time } from '../../../components/ui';
import type { ReleaseMark } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { hashOf } from '../../../lib/navigation/hash-target';
import styles from './monitoring.module.css';

const FIRST = 6;

/** What the lines across the panels are, in words, newest first. */
export function MarkList({ marks }: { readonly marks: readonly ReleaseMark[] }) {
  const t = useTranslate();
  const localized = useLocalized();
  const [isWhole, setIsWhole] = useState(false);
  if (marks.length === 0) return null;
  const newest = [...marks].reverse();
  const shown = isWhole ? newest : newest.slice(0, FIRST);
  return (
    <Panel title={t('monitoring.marks')} count={marks.length} isFlush>
      <ul className={styles.marks}>
        {shown.map((mark) => (
          <li key={`${mark.releaseId}-${mark.seq}`}>
            <span className={styles.at}>
              <Time iso={mark.at} />
            </span>
            <Link to={`/releases/${mark.releaseId}${hashOf('event', mark.seq)}`}>{localized(mark)}</Link>
          </li>
        ))}
      </ul>
      {shown.length < marks.length && (
        <div className={styles.more}>
          <Button size="xs" onClick={() => setIsWhole(true)}>
            {t('common.showAll')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
