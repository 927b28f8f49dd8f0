import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Dialog,
  Group,
  Notice,
  PasswordInput,
  ProblemNotice,
  Select,
  Stack,
  TextInput,
  toastDone,
} from '../../../../components/ui';
import type { Environment } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { useTranslate } from '../../../../lib/i18n';
import { setSecret } from '../../api/secrets';
import { useAsk } from '../../model/use-ask';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

export interface SecretDialogState {
  /** Null of a new one. */
  readonly name: string | null;
  readonly environment: string | null;
}

/** A value goes in; there is no way here to see the one before. */
export function SecretDialog(props: {
  readonly projectId: string;
  readonly environments: readonly Environment[];
  readonly state: SecretDialogState;
  readonly onClose: () => void;
}) {
  const { projectId, environments, state, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [name, setName] = useState(state.name ?? '');
  const [environment, setEnvironment] = useState(state.environment ?? '');
  const [value, setValue] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const ask = useAsk(async () => {
    await setSecret({ projectId, name, environment: environment === '' ? null : environment }, value);
    void cache.invalidateQueries({ queryKey: queryKeys.configs });
    toastDone(t('secret.saved', { name }));
    onClose();
  });
  const isNameFine = NAME.test(name);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={state.name === null ? t('secret.new') : t('secret.setTitle', { name: state.name })}
    >
      <form
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (isNameFine && value !== '') void ask.run();
        }}
      >
        <Stack gap="md">
          {state.name === null && (
            <TextInput
              label={t('secret.name')}
              description={t('secret.nameHelp')}
              placeholder="DB_PASSWORD"
              data-autofocus
              value={name}
              maxLength={128}
              spellCheck={false}
              error={isAsked && !isNameFine ? t('secret.nameFault') : null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <Select
            label={t('secret.where')}
            data={[
              { value: '', label: t('secret.everywhere') },
              ...environments.map(({ code, name: label }) => ({ value: code, label })),
            ]}
            value={environment}
            onChange={(code) => setEnvironment(code ?? '')}
          />
          <PasswordInput
            label={t('secret.value')}
            autoComplete="new-password"
            value={value}
            maxLength={20_000}
            error={isAsked && value === '' ? t('form.required') : null}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Notice kind="info">{t('secret.setText')}</Notice>
          {ask.error !== null && <ProblemNotice error={ask.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" tone="primary" isBusy={ask.isBusy}>
              {t('secret.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
