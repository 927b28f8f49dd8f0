import { isAsked } from '@release-console/metrics-core';
import type { ReleasePlan } from '@release-console/rollout-core';
import { placeholdersIn } from '../../monitoring/index.js';
import { invalidField } from '../../platform/http/index.js';
import type { Settings } from '../../platform/settings/index.js';
import { checkOf } from './checks-draft.js';

/** Somebody must be there to ask, and know about whom. */
export function ensureAskable({ checks = [], bins }: ReleasePlan, { prometheus }: Settings): void {
  for (const [index, planned] of checks.entries()) {
    const check = checkOf(planned.check);
    if (!isAsked(check)) continue;
    const setting = check.kind === 'promql' ? 'PROMETHEUS_URL' : 'ALERTMANAGER_URL';
    const server = check.kind === 'promql' ? prometheus.server : prometheus.alertmanager;
    if (!server)
      throw invalidField(`checks[${index}].kind`, 'not_configured', {
        en: `There is nobody to ask: an administrator has to start the console with ${setting}.`,
        zh: `没有可查询的服务器：需由管理员以 ${setting} 启动控制台。`,
      });
    if (check.kind === 'promql') ensureOneBin(check.query, bins.length, index);
  }
}

function ensureOneBin(query: string, bins: number, index: number): void {
  const single = placeholdersIn(query).find((name) => name === 'version' || name === 'bin');
  if (bins < 2 || single === undefined) return;
  throw invalidField(`checks[${index}].query`, 'several_bins', {
    en: `The release brings ${bins} bins, so {{${single}}} is not one; use {{nodes}}.`,
    zh: `此发布包含 ${bins} 个程序，{{${single}}} 并不唯一；请使用 {{nodes}}。`,
  });
}
