import type { Icon } from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';
import { Name } from './name';
import styles from './pill.module.css';

export type Tone = 'grey' | 'violet' | 'blue' | 'amber' | 'green' | 'red' | 'slate' | 'hatched';

export const toneStyle = (tone: Tone): CSSProperties => {
  const name = tone === 'hatched' ? 'grey' : tone;
  return { '--pill-fg': `var(--rc-${name}-fg)`, '--pill-bg': `var(--rc-${name}-bg)` } as CSSProperties;
};

/** Shape, word and colour together: none of them has to be seen alone. */
export function Pill(props: { readonly tone: Tone; readonly icon?: Icon; readonly children: ReactNode }) {
  const { tone, icon: Glyph, children } = props;
  return (
    <span className={`${styles.pill} ${tone === 'hatched' ? styles.hatched : ''}`} style={toneStyle(tone)}>
      {Glyph && <Glyph size={13} stroke={2.2} aria-hidden className={styles.glyph} />}
      {children}
    </span>
  );
}

export function EnvironmentTag(props: { readonly name: string; readonly isProduction: boolean }) {
  const t = useTranslate();
  if (!props.isProduction)
    return (
      <span className={styles.envName}>
        <Name>{props.name}</Name>
      </span>
    );
  const isPlainName = /^(prod|production)$/i.test(props.name);
  return (
    <span className={styles.env}>
      <span className={styles.prod}>{t('common.prod')}</span>
      {!isPlainName && (
        <span className={styles.envName}>
          <Name>{props.name}</Name>
        </span>
      )}
    </span>
  );
}
