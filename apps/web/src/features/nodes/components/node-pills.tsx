import { Pill } from '../../../components/ui';
import type { FleetNode, Labels, Lifecycle, Presence } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { labelTexts } from '../model/labels';
import { LIFECYCLE_LOOKS, PRESENCE_LOOKS } from '../model/node-looks';
import { MARK_LOOKS, marksOf } from '../model/node-marks';
import styles from './nodes.module.css';

export function PresencePill({ presence }: { readonly presence: Presence }) {
  const t = useTranslate();
  const look = PRESENCE_LOOKS[presence];
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Pill>
  );
}

export function LifecyclePill({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const t = useTranslate();
  const look = LIFECYCLE_LOOKS[lifecycle];
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Pill>
  );
}

/** What sets a node apart from those that follow releases. */
export function MarkPills({ node }: { readonly node: FleetNode }) {
  const t = useTranslate();
  return marksOf(node).map((mark) => (
    <Pill key={mark} tone={MARK_LOOKS[mark].tone} icon={MARK_LOOKS[mark].icon}>
      {t(MARK_LOOKS[mark].label)}
    </Pill>
  ));
}

export function LabelList({ labels }: { readonly labels: Labels }) {
  const texts = labelTexts(labels);
  if (texts.length === 0) return <span className={styles.dim}>–</span>;
  return (
    <span className={styles.labels}>
      {texts.map((text) => (
        <span key={text} className={styles.label}>
          {text}
        </span>
      ))}
    </span>
  );
}
