import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';

/** Asks before a link or the browser leads away from what is not saved. */
export function LeavingGuard(props: { readonly isActive: boolean; readonly isKept: boolean }) {
  const { isActive, isKept } = props;
  const t = useTranslate();
  const navigate = useNavigate();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!isActive) return undefined;
    const onClick = (event: MouseEvent): void => {
      const to = isPlain(event) ? placeOf(event.target) : null;
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(to);
    };
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isActive]);
  return (
    <ConfirmDialog
      isOpen={target !== null}
      isDanger
      title={t('config.leave.title')}
      confirmLabel={t('config.leave.go')}
      onConfirm={() => target !== null && void navigate(target)}
      onClose={() => setTarget(null)}
    >
      <p>{t(isKept ? 'config.leave.kept' : 'config.leave.lost')}</p>
    </ConfirmDialog>
  );
}

const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/** Where a click would lead, if it is another page of the console. */
function placeOf(target: EventTarget | null): string | null {
  const link = target instanceof Element ? target.closest('a') : null;
  if (!link || link.target === '_blank' || link.origin !== location.origin) return null;
  return link.pathname === location.pathname ? null : link.pathname + link.search + link.hash;
}
