import { IconAlertTriangle } from '@tabler/icons-react';
import { nameDoubt, shownName } from '../../lib/format';
import { useTranslate } from '../../lib/i18n';
import { Hint } from './hint';
import styles from './name.module.css';

/** A name that somebody gave, apart from the direction of what stands around it, with a mark when it could be taken for another. */
export function Name({ children }: { readonly children: string }) {
  const t = useTranslate();
  const doubt = nameDoubt(children);
  if (!doubt) return <bdi>{children}</bdi>;
  const label = t(doubt === 'hidden' ? 'name.hidden' : 'name.scripts');
  return (
    <bdi>
      {shownName(children)}{' '}
      <Hint label={label} onFocus>
        <span className={styles.mark} role="img" aria-label={label} tabIndex={0}>
          <IconAlertTriangle size={14} stroke={2.2} aria-hidden />
        </span>
      </Hint>
    </bdi>
  );
}
