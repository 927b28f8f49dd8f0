import { IconEye, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  Dialog,
  EmptyState,
  Group,
  Notice,
  ProblemNotice,
  Stack,
  Textarea,
} from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { useAsk } from '../../model/use-ask';

/** In place of a text that is a secret: nothing of it is in the page until somebody who may says why. */
export function HiddenText(props: {
  readonly title: string;
  readonly mayReveal: boolean;
  readonly onReveal: (reason: string) => Promise<unknown>;
}) {
  const { title, mayReveal, onReveal } = props;
  const t = useTranslate();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <EmptyState
        icon={<IconLock size={22} />}
        title={title}
        text={t('config.hiddenText')}
        action={
          <Button
            icon={<IconEye size={16} aria-hidden />}
            unavailable={mayReveal ? null : t('config.mayNotReveal')}
            onClick={() => setIsAsking(true)}
          >
            {t('secret.reveal')}
          </Button>
        }
      />
      <Dialog isOpen={isAsking} onClose={() => setIsAsking(false)} title={t('secret.reveal')}>
        {isAsking && (
          <ReasonForm
            onCancel={() => setIsAsking(false)}
            onReason={async (reason) => {
              await onReveal(reason);
              setIsAsking(false);
            }}
          />
        )}
      </Dialog>
    </>
  );
}

/** Why somebody must see it, before they do. */
export function ReasonForm(props: {
  readonly onReason: (reason: string) => Promise<unknown>;
  readonly onCancel: () => void;
}) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const ask = useAsk(props.onReason);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') void ask.run(reason.trim());
      }}
    >
      <Stack gap="md">
        <Notice kind="warning">{t('secret.revealText')}</Notice>
        <Textarea
          label={t('action.reason')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {ask.error !== null && <ProblemNotice error={ask.error} />}
        <Group justify="flex-end">
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={ask.isBusy}
            unavailable={reason.trim() === '' ? t('action.needsReason') : null}
          >
            {t('secret.reveal')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
