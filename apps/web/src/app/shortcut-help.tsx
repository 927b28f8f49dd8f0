import { Dialog, Group, Kbd, Stack } from '../components/ui';
import { useTranslate, type MessageKey } from '../lib/i18n';

const ROWS: readonly (readonly [readonly string[], MessageKey])[] = [
  [['Ctrl', 'K'], 'shortcuts.palette'],
  [['/'], 'shortcuts.search'],
  [['g', 'h'], 'shortcuts.goNow'],
  [['g', 'a'], 'shortcuts.goApprovals'],
  [['g', 'r'], 'shortcuts.goReleases'],
  [['g', 'p'], 'shortcuts.goProjects'],
  [['g', 'm'], 'shortcuts.goMonitoring'],
  [['g', 'c'], 'shortcuts.goConfig'],
  [['g', 'n'], 'shortcuts.goNodes'],
  [['g', 'b'], 'shortcuts.goBins'],
  [['g', 'u'], 'shortcuts.goAudit'],
  [['g', 's'], 'shortcuts.goSettings'],
  [['j'], 'shortcuts.next'],
  [['k'], 'shortcuts.previous'],
  [['['], 'shortcuts.nav'],
  [['t'], 'shortcuts.theme'],
  [['?'], 'shortcuts.help'],
];

export default function ShortcutHelp(props: { readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog isOpen onClose={props.onClose} title={t('shortcuts.title')}>
      <Stack gap={8}>
        {ROWS.map(([keys, label]) => (
          <Group key={label} justify="space-between" wrap="nowrap">
            <span>{t(label)}</span>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Dialog>
  );
}
