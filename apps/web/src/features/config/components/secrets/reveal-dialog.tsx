import { useState } from 'react';
import { Button, CodeBlock, Dialog, Group, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { revealSecret, type SecretPlace } from '../../api/secrets';
import { ReasonForm } from '../draft/hidden-text';

/** The value lives in this dialog alone and goes with it. */
export function RevealDialog({
  place,
  onClose,
}: {
  readonly place: SecretPlace;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const [value, setValue] = useState<string | null>(null);
  return (
    <Dialog isOpen onClose={onClose} title={t('secret.revealTitle', { name: place.name })}>
      {value === null ? (
        <ReasonForm
          onCancel={onClose}
          onReason={async (reason) => setValue((await revealSecret(place, reason)).text)}
        />
      ) : (
        <Stack gap="md" data-revealed>
          <CodeBlock text={value} label={t('secret.value')} />
          <Group justify="flex-end">
            <Button tone="primary" data-autofocus onClick={onClose}>
              {t('secret.hide')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
