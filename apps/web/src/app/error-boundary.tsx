import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, Notice } from '../components/ui';
import { useTranslate } from '../lib/i18n';

interface Props {
  /** A new key (another page) is a new chance. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

/** A broken page must not take the way out of it along. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(previous: Props): void {
    if (previous.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    return this.state.error ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useTranslate();
  return (
    <Notice
      kind="error"
      isLive
      title={t('problem.pageBroke')}
      action={
        <Button size="xs" onClick={() => window.location.reload()}>
          {t('common.reload')}
        </Button>
      }
    >
      {t('problem.pageBrokeText')}
    </Notice>
  );
}
