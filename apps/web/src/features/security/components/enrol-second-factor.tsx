import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  Button,
  CodeBlock,
  Dialog,
  Group,
  Notice,
  PasswordInput,
  ProblemNotice,
  Stack,
  TextInput,
} from '../../../components/ui';
import type { SecondFactorKey } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { beginSecondFactor, confirmSecondFactor } from '../api/second-factor';
import { QrCode } from './qr-code';
import styles from './security.module.css';

/** Password, then the picture and a code, then the recovery codes. */
export function EnrolSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslate();
  const [key, setKey] = useState<SecondFactorKey | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Dialog isOpen onClose={onClose} title={t(codes ? 'factor.codesTitle' : 'factor.enrolTitle')}>
      {codes ? (
        <RecoveryCodes codes={codes} onClose={onClose} />
      ) : key ? (
        <ConfirmStep secondFactor={key} onDone={setCodes} />
      ) : (
        <PasswordStep onDone={setKey} />
      )}
    </Dialog>
  );
}

function PasswordStep({ onDone }: { readonly onDone: (key: SecondFactorKey) => void }) {
  const t = useTranslate();
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: beginSecondFactor, onSuccess: onDone });
  return (
    <Step
      error={begin.error}
      isBusy={begin.isPending}
      label={t('factor.next')}
      unavailable={password === '' ? t('form.required') : null}
      onSubmit={() => begin.mutate(password)}
    >
      <p>{t('factor.enrolText')}</p>
      <PasswordInput
        label={t('password.current')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), tabIndex: 0 }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </Step>
  );
}

function ConfirmStep(props: {
  readonly secondFactor: SecondFactorKey;
  readonly onDone: (codes: readonly string[]) => void;
}) {
  const { secret, uri } = props.secondFactor;
  const t = useTranslate();
  const cache = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: ({ recoveryCodes }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.secondFactor });
      props.onDone(recoveryCodes);
    },
  });
  return (
    <Step
      error={confirm.error}
      isBusy={confirm.isPending}
      label={t('factor.switchOn')}
      unavailable={code.trim() === '' ? t('form.required') : null}
      onSubmit={() => confirm.mutate(code)}
    >
      <p>{t('factor.scan')}</p>
      <div className={styles.picture}>
        <QrCode text={uri} label={t('factor.picture')} />
      </div>
      <p className={styles.dim}>{t('factor.orType')}</p>
      <CodeBlock text={secret} label={t('factor.key')} />
      <CodeInput value={code} onChange={setCode} />
    </Step>
  );
}

function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Notice kind="success" isLive>
        {t('factor.isOn')}
      </Notice>
      <p>{t('factor.codesText')}</p>
      <CodeBlock text={props.codes.join('\n')} label={t('factor.codesTitle')} />
      <Group justify="flex-end">
        <Button tone="primary" onClick={props.onClose}>
          {t('factor.kept')}
        </Button>
      </Group>
    </Stack>
  );
}

export function CodeInput(props: { readonly value: string; readonly onChange: (code: string) => void }) {
  const t = useTranslate();
  return (
    <TextInput
      label={t('factor.code')}
      autoComplete="one-time-code"
      data-autofocus
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function Step(props: {
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly label: string;
  readonly unavailable: string | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (props.unavailable === null) props.onSubmit();
      }}
    >
      <Stack gap="md">
        {props.children}
        {props.error !== null && props.error !== undefined && <ProblemNotice error={props.error} />}
        <Group justify="flex-end">
          <Button type="submit" tone="primary" isBusy={props.isBusy} unavailable={props.unavailable}>
            {props.label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
