import { useQuery } from '@tanstack/react-query';
import { IconBell, IconBellOff, IconListCheck, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Page } from '../components/layout';
import { Button, Dialog, EmptyState, Select } from '../components/ui';
import { alertSummaryQuery } from '../features/alerts/api/list-alerts';
import { AlertGroups } from '../features/alerts/components/alert-groups';
import { AlertTabs } from '../features/alerts/components/alert-tabs';
import { RuleForm, type BinFieldProps } from '../features/alerts/components/rule-form';
import { RulesList } from '../features/alerts/components/rules-list';
import { SilenceForm } from '../features/alerts/components/silence-form';
import { SilencesList } from '../features/alerts/components/silences-list';
import { tabOf, type AlertTab } from '../features/alerts/model/alert-tabs';
import { SEVERITIES } from '../features/alerts/model/severity-looks';
import { EMPTY_SILENCE, silenceOfAlert, type SilenceValues } from '../features/alerts/model/silence-values';
import { BinFilter } from '../features/bins/components/bin-filter';
import { MonitoringTabs } from '../features/monitoring/components/monitoring-tabs';
import { projectsQuery } from '../features/projects/api/list-projects';
import { PlaceFilter } from '../features/projects/components/place-filter';
import type { Alert, AlertRule } from '../lib/api';
import { formatClock } from '../lib/format';
import { useLanguage, useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { usePreferences } from '../lib/preferences';
import { canAnywhere, canIn, useMe } from '../lib/session';
import styles from './monitoring.module.css';

const SCOPE = ['project', 'environment', 'severity'] as const;
const VIEW = ['tab'] as const;

export default function AlertsRoute() {
  const t = useTranslate();
  const filters = useUrlFilters(SCOPE);
  const view = useUrlFilters(VIEW);
  const [edited, setEdited] = useState<AlertRule | 'new' | null>(null);
  const [silenced, setSilenced] = useState<SilenceValues | null>(null);
  const summary = useQuery(alertSummaryQuery(filters.values.project)).data;
  const tab = tabOf(view.values.tab);
  const { project: projectId, environment: environmentId } = filters.values;
  const newRule = <NewRule onClick={() => setEdited('new')} />;
  const silence = (): void => setSilenced({ ...EMPTY_SILENCE, projectId, environmentId });
  return (
    <Page
      title={t('alert.title')}
      documentTitle={`${t(`alert.tab.${tab}`)} · ${t('alert.title')}`}
      lead={<LookedAt iso={summary?.lookedAt ?? null} />}
      actions={
        <>
          <NewSilence onClick={silence} />
          {newRule}
        </>
      }
    >
      <MonitoringTabs />
      <AlertTabs current={tab} summary={summary} onSelect={(chosen) => view.set({ tab: chosen })} />
      <AlertFilters filters={filters} tab={tab} />
      <Shown
        tab={tab}
        filters={filters}
        newRule={newRule}
        onEdit={setEdited}
        onSilence={(alert) => setSilenced(silenceOfAlert(alert))}
      />
      <RuleDialog edited={edited} startsIn={{ projectId, environmentId }} onClose={() => setEdited(null)} />
      <SilenceDialog starts={silenced} onClose={() => setSilenced(null)} />
    </Page>
  );
}

function NewRule({ onClick }: { readonly onClick: () => void }) {
  const t = useTranslate();
  if (!canAnywhere(useMe(), 'configure')) return null;
  return (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={onClick}>
      {t('alertRule.new')}
    </Button>
  );
}

function NewSilence({ onClick }: { readonly onClick: () => void }) {
  const t = useTranslate();
  if (!canAnywhere(useMe(), 'operate')) return null;
  return (
    <Button icon={<IconBellOff size={16} />} onClick={onClick}>
      {t('silence.new')}
    </Button>
  );
}

function Shown(props: {
  readonly tab: AlertTab;
  readonly filters: Filters;
  readonly newRule: ReactNode;
  readonly onEdit: (rule: AlertRule) => void;
  readonly onSilence: (alert: Alert) => void;
}) {
  const { tab, filters, newRule, onEdit, onSilence } = props;
  const me = useMe();
  const { project: projectId, environment: environmentId, severity } = filters.values;
  const place = { projectId, environmentId };
  const mayOperate = (id: string): boolean => canIn(me, id, 'operate');
  const nothing = <Nothing kind={tab} filters={filters} action={tab === 'rules' ? newRule : null} />;
  if (tab === 'rules') {
    const mayConfigure = (id: string): boolean => canIn(me, id, 'configure');
    return <RulesList filter={place} mayConfigure={mayConfigure} onEdit={onEdit} whenEmpty={nothing} />;
  }
  if (tab === 'silences')
    return <SilencesList projectId={projectId} mayOperate={mayOperate} whenEmpty={nothing} />;
  return (
    <AlertGroups
      key={tab}
      state={tab === 'firing' ? 'firing' : 'resolved'}
      filter={{ ...place, severity }}
      mayOperate={mayOperate}
      onSilence={onSilence}
      whenEmpty={nothing}
    />
  );
}

function RuleDialog(props: {
  readonly edited: AlertRule | 'new' | null;
  readonly startsIn: { readonly projectId: string; readonly environmentId: string };
  readonly onClose: () => void;
}) {
  const { edited, startsIn, onClose } = props;
  const t = useTranslate();
  const me = useMe();
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  const bin = (field: BinFieldProps): ReactNode => (
    <BinFilter {...field} label={t('alertRule.bin')} placeholder={t('alertRule.eachBin')} />
  );
  return (
    <Dialog
      isOpen={edited !== null}
      size="lg"
      onClose={onClose}
      title={t(edited === 'new' ? 'alertRule.new' : 'alertRule.edit')}
    >
      {edited !== null && (
        <RuleForm
          projects={projects.filter(({ id }) => canIn(me, id, 'configure'))}
          rule={edited === 'new' ? null : edited}
          startsIn={startsIn}
          renderBin={bin}
          onDone={onClose}
        />
      )}
    </Dialog>
  );
}

function SilenceDialog(props: { readonly starts: SilenceValues | null; readonly onClose: () => void }) {
  const { starts, onClose } = props;
  const t = useTranslate();
  const me = useMe();
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  return (
    <Dialog isOpen={starts !== null} onClose={onClose} title={t('silence.title')}>
      {starts !== null && (
        <SilenceForm
          projects={projects.filter(({ id }) => canIn(me, id, 'operate'))}
          starts={starts}
          onDone={onClose}
        />
      )}
    </Dialog>
  );
}

function LookedAt({ iso }: { readonly iso: string | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const { timeZone } = usePreferences();
  if (iso === null) return t('alert.lead');
  return t('alert.leadAt', { time: formatClock(Date.parse(iso), language, timeZone) });
}

type Filters = ReturnType<typeof useUrlFilters<(typeof SCOPE)[number]>>;

function AlertFilters({ filters, tab }: { readonly filters: Filters; readonly tab: string }) {
  const t = useTranslate();
  const { project, environment, severity } = filters.values;
  return (
    <div className={styles.scope} role="search">
      <PlaceFilter project={project} environment={environment} onChange={filters.set} />
      {(tab === 'firing' || tab === 'history') && (
        <Select
          aria-label={t('alert.severity')}
          placeholder={t('alert.anySeverity')}
          clearable
          data={SEVERITIES.map((one) => ({ value: one, label: t(`alert.severity.${one}`) }))}
          value={severity || null}
          onChange={(chosen) => filters.set({ severity: chosen ?? '' })}
          w={150}
        />
      )}
      {filters.isFiltered && (
        <Button tone="quiet" onClick={filters.clear}>
          {t('common.clearFilters')}
        </Button>
      )}
    </div>
  );
}

const EMPTY_WORDS = {
  firing: { icon: IconBell, title: 'alert.quiet', text: 'alert.quietText' },
  history: { icon: IconBell, title: 'alert.noHistory', text: 'alert.noHistoryText' },
  rules: { icon: IconListCheck, title: 'alertRule.none', text: 'alertRule.noneText' },
  silences: { icon: IconBellOff, title: 'silence.none', text: 'silence.noneText' },
} as const;

/** Nothing there, nothing that matches, or nothing that this person may see. */
function Nothing(props: { readonly kind: AlertTab; readonly filters: Filters; readonly action: ReactNode }) {
  const { kind, filters, action } = props;
  const t = useTranslate();
  const me = useMe();
  const { icon: Glyph, title, text } = EMPTY_WORDS[kind];
  const icon = <Glyph size={22} />;
  if (!me.isAdmin && me.memberships.length === 0)
    return <EmptyState icon={icon} title={t('alert.noProjects')} text={t('alert.noProjectsText')} />;
  if (filters.isFiltered)
    return (
      <EmptyState
        icon={icon}
        title={t('empty.noMatch')}
        action={<Button onClick={filters.clear}>{t('common.clearFilters')}</Button>}
      />
    );
  const isForOthers = kind === 'rules' && !canAnywhere(me, 'configure');
  return (
    <EmptyState
      icon={icon}
      title={t(title)}
      text={isForOthers ? `${t(text)} ${t('alertRule.noneForYou')}` : t(text)}
      {...(action ? { action } : {})}
    />
  );
}
