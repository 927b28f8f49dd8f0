import { IconAlertTriangle, IconCheck, IconHourglass, type Icon } from '@tabler/icons-react';
import { Pill, type Tone } from '../ui';
import styles from './charts.module.css';
import type { ChartVerdict } from './chart-types';

const GLYPHS: Readonly<Partial<Record<Tone, Icon>>> = {
  green: IconCheck,
  red: IconAlertTriangle,
  amber: IconHourglass,
  blue: IconHourglass,
};

/** What the judge says of a figure, and by which rule with which numbers. */
export function VerdictList({ verdicts }: { readonly verdicts: readonly ChartVerdict[] }) {
  if (verdicts.length === 0) return null;
  return (
    <ul className={styles.verdicts}>
      {verdicts.map(({ id, tone, word, rule }) => {
        const icon = GLYPHS[tone];
        return (
          <li key={id} data-verdict={tone}>
            <Pill tone={tone} {...(icon ? { icon } : {})}>
              {word}
            </Pill>{' '}
            <span className={styles.rule}>{rule}</span>
          </li>
        );
      })}
    </ul>
  );
}
