import { CodeBlock, Notice, Stack, Button } from '../../../components/ui';
import type { CiSecret, CiSource } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { setupSteps } from '../model/setup-steps';
import styles from './ci.module.css';

/** What is to be done on the other side, in its order. */
export function SetupSteps(props: { readonly source: CiSource; readonly secret: CiSecret | null }) {
  const t = useTranslate();
  return (
    <ol className={styles.steps}>
      {setupSteps(props.source, props.secret).map(({ text, paste }) => (
        <li key={text}>
          {t(text)}
          {paste !== null && (
            <div>
              <CodeBlock text={paste} label={t(text)} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

export function SecretOnce(props: {
  readonly source: CiSource;
  readonly secret: CiSecret;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Notice kind="warning">{t('ci.secret.once')}</Notice>
      <SetupSteps {...props} />
      <Button tone="primary" onClick={props.onClose}>
        {t('token.saved')}
      </Button>
    </Stack>
  );
}
