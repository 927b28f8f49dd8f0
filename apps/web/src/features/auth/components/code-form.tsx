import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Notice, ProblemNotice, Stack, TextInput } from '../../../components/ui';
import { ApiProblem } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { signInWithCode } from '../api/sign-in';

/** The second step; `onBack` begins with the password again. */
export function CodeForm(props: { readonly challenge: string; readonly onBack: () => void }) {
  const t = useTranslate();
  const [code, setCode] = useState('');
  const answer = useMutation({ mutationFn: () => signInWithCode(props.challenge, code) });
  const isEnded = answer.error instanceof ApiProblem && answer.error.code === 'CHALLENGE_ENDED';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') answer.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('factor.code')}
          description={t('factor.codeHelp')}
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {isEnded ? (
          <Notice kind="warning" isLive>
            {t('factor.challengeEnded')}
          </Notice>
        ) : (
          answer.error && <ProblemNotice error={answer.error} />
        )}
        {!isEnded && (
          <Button
            type="submit"
            tone="primary"
            isFullWidth
            isBusy={answer.isPending}
            unavailable={code.trim() === '' ? t('form.required') : null}
            size="md"
          >
            {t('auth.signIn')}
          </Button>
        )}
        <Button isFullWidth onClick={props.onBack}>
          {t('factor.back')}
        </Button>
      </Stack>
    </form>
  );
}
