import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  IconChartLine,
  IconChecks,
  IconClipboardList,
  IconFileSettings,
  IconFolders,
  IconHandStop,
  IconHome,
  IconPackage,
  IconPlus,
  IconRocket,
  IconServer2,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import { releaseName } from '../features/releases/model/versions';
import {
  request,
  type Bin,
  type ConfigFile,
  type FleetNode,
  type Page,
  type Project,
  type ReleaseSummary,
} from '../lib/api';
import { useTranslate, type MessageKey } from '../lib/i18n';

export interface PaletteItem {
  readonly to: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: Icon;
}

const PAGES: readonly (readonly [string, MessageKey, Icon])[] = [
  ['/', 'nav.now', IconHome],
  ['/approvals', 'nav.approvals', IconChecks],
  ['/releases', 'nav.releases', IconRocket],
  ['/releases/new', 'release.new', IconPlus],
  ['/projects', 'nav.projects', IconFolders],
  ['/monitoring', 'nav.monitoring', IconChartLine],
  ['/config', 'nav.config', IconFileSettings],
  ['/nodes', 'nav.nodes', IconServer2],
  ['/bins', 'nav.bins', IconPackage],
  ['/audit', 'nav.audit', IconClipboardList],
  ['/emergency-stop', 'nav.emergency', IconHandStop],
  ['/settings/profile', 'nav.settings', IconSettings],
];
const PER_KIND = 5;

export function usePaletteItems(typed: string, search: string) {
  const t = useTranslate();
  const pages = PAGES.map(([to, label, icon]): PaletteItem => ({
    to,
    label: t(label),
    hint: t('palette.page'),
    icon,
  })).filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  const found = useQuery({
    queryKey: ['palette', search],
    queryFn: ({ signal }) => searchAll(search, signal),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
  });
  const objects =
    typed === '' ? [] : (found.data ?? []).map(({ kind, ...item }) => ({ ...item, hint: t(kind) }));
  return { items: [...objects, ...pages], isLoading: found.isFetching || typed !== search } as const;
}

type Found = Omit<PaletteItem, 'hint'> & { readonly kind: MessageKey };

async function searchAll(q: string, signal: AbortSignal): Promise<readonly Found[]> {
  const ask = async <T>(path: string, show: (item: T) => Found): Promise<readonly Found[]> =>
    (await request<Page<T>>(path, { query: { q, limit: PER_KIND }, signal })).items.map(show);
  const groups = await Promise.allSettled([
    ask<Project>('/projects', ({ code, name }) => ({
      to: `/projects/${code}`,
      label: name,
      kind: 'nav.projects',
      icon: IconFolders,
    })),
    ask<ReleaseSummary>('/releases', (release) => ({
      to: `/releases/${release.id}`,
      label: `#${release.number} ${releaseName(release)}`,
      kind: 'nav.releases',
      icon: IconRocket,
    })),
    ask<Bin>('/bins', ({ name }) => ({
      to: `/bins/${name}`,
      label: name,
      kind: 'nav.bins',
      icon: IconPackage,
    })),
    ask<ConfigFile>('/configs', ({ id, name, projectCode }) => ({
      to: `/config/${id}`,
      label: `${projectCode} / ${name}`,
      kind: 'nav.config',
      icon: IconFileSettings,
    })),
    ask<FleetNode>('/nodes', ({ id, name }) => ({
      to: `/nodes/${encodeURIComponent(id)}`,
      label: name,
      kind: 'nav.nodes',
      icon: IconServer2,
    })),
  ]);
  return groups.flatMap((group) => (group.status === 'fulfilled' ? group.value : []));
}
