import type { Tone } from './pill';
import styles from './counts-bar.module.css';

export interface CountPart {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

/** Only counts that were reported; nothing is interpolated between two of them. */
export function CountsBar(props: {
  readonly parts: readonly CountPart[];
  readonly total: number;
  readonly label: string;
}) {
  const shown = props.parts.filter((part) => part.count > 0);
  const words = shown.map((part) => `${part.label} ${part.count}`).join(', ');
  return (
    <div className={styles.bar} role="img" aria-label={`${props.label}: ${words || '0'}`}>
      {shown.map((part) => (
        <span
          key={part.key}
          className={`${styles.part} ${styles[part.tone]}`}
          style={{ width: `${(part.count / Math.max(1, props.total)) * 100}%` }}
        />
      ))}
    </div>
  );
}

export function CountsLegend({ parts }: { readonly parts: readonly CountPart[] }) {
  return (
    <div className={styles.legend}>
      {parts
        .filter((part) => part.count > 0)
        .map((part) => (
          <span key={part.key}>
            <i className={`${styles.swatch} ${styles[part.tone]}`} aria-hidden />
            {part.label} <b>{part.count}</b>
          </span>
        ))}
    </div>
  );
}
