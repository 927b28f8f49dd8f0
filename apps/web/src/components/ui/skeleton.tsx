import { Skeleton as MantineSkeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { SKELETON_DELAY_MS } from '../../config/settings';
import { useTranslate } from '../../lib/i18n';

/** Stays invisible (but keeps its size) for 200 ms: most answers come sooner, and a flash is worse than nothing. */
export function Skeleton(props: { readonly rows?: number; readonly rowHeight?: number }) {
  const t = useTranslate();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), SKELETON_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack
      gap={10}
      p="md"
      style={{ visibility: isShown ? 'visible' : 'hidden' }}
      role="status"
      aria-label={t('common.loading')}
    >
      {Array.from({ length: props.rows ?? 3 }, (_, index) => (
        <MantineSkeleton key={index} height={props.rowHeight ?? 28} radius="md" />
      ))}
    </Stack>
  );
}
