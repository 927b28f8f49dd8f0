import { useState, type ReactNode } from 'react';
import { Button, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import styles from './wizard.module.css';

interface Step {
  readonly id: string;
  readonly label: string;
  readonly isDone: boolean;
  readonly body: ReactNode;
}

/** One block at a time where the screen holds no more; going on needs the block to be complete. */
export function PhoneSteps(props: {
  readonly steps: readonly Step[];
  readonly buttons: ReactNode;
  readonly onAsk: () => void;
}) {
  const { steps, buttons, onAsk } = props;
  const t = useTranslate();
  const [at, setAt] = useState(0);
  const step = steps[at];
  const isLast = at === steps.length - 1;
  const next = (): void => {
    if (!step?.isDone) return onAsk();
    setAt(at + 1);
    window.scrollTo({ top: 0 });
  };
  return (
    <Stack gap="md">
      <ol className={styles.progress} aria-label={t('wizard.steps')}>
        {steps.map(({ id, label }, index) => (
          <li
            key={id}
            data-state={index < at ? 'done' : index === at ? 'now' : 'later'}
            aria-current={index === at ? 'step' : undefined}
          >
            {label}
          </li>
        ))}
      </ol>
      {step?.body}
      <div className={styles.footer}>
        {at > 0 ? <Button onClick={() => setAt(at - 1)}>{t('wizard.back')}</Button> : <span />}
        {isLast ? (
          buttons
        ) : (
          <Button tone="primary" onClick={next}>
            {t('wizard.next')}
          </Button>
        )}
      </div>
    </Stack>
  );
}
