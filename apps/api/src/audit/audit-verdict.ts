import type { AuditEntry } from './audit.dto.js';
import type { AuditFault, AuditVerdict } from './audit-verdict.dto.js';
import type { ChainedEntry } from './chain/chain.repository.js';
import type { ChainFault, ChainVerdict, NotedHead } from './chain/chain-verifier.js';

type Sentence = (seq: number | null) => { readonly en: string; readonly zh: string };

const SENTENCES: Readonly<Record<ChainFault['kind'], Sentence>> = {
  changed: (seq) => ({
    en: `Entry ${seq} was changed after it was written.`,
    zh: `第 ${seq} 条记录在写入后被修改。`,
  }),
  removed: (seq) => ({ en: `Entry ${seq} was removed.`, zh: `第 ${seq} 条记录被删除。` }),
  inserted: (seq) => ({
    en: `Entry ${seq} was inserted; the console never wrote it.`,
    zh: `第 ${seq} 条记录是插入的，控制台从未写入过它。`,
  }),
  reordered: (seq) => ({
    en: `Entry ${seq} stands in another place than where it was written.`,
    zh: `第 ${seq} 条记录不在写入时的位置。`,
  }),
  tail_cut: (seq) => ({
    en: `Entry ${seq} and all after it are gone.`,
    zh: `第 ${seq} 条及其后的所有记录都不见了。`,
  }),
  unproven: (seq) => ({
    en: `From entry ${seq} on the seals are of another key: SECRET_KEY was changed without naming the former one in FORMER_SECRET_KEYS, or somebody wrote these entries in the database.`,
    zh: `从第 ${seq} 条记录起，封印来自另一把密钥：更换 SECRET_KEY 时没有在 FORMER_SECRET_KEYS 中写明旧密钥，或者有人直接在数据库中写入了这些记录。`,
  }),
  head_changed: (seq) => ({
    en:
      seq === null
        ? 'What says where the log ends was changed; entries at the end may have been cut off.'
        : `Before entry ${seq} was written, what says where the log ends had been changed; entries may have been cut off there.`,
    zh:
      seq === null
        ? '指明日志末尾的记录被修改，末尾的条目可能已被截去。'
        : `在写入第 ${seq} 条记录之前，指明日志末尾的记录已被修改，该处的条目可能已被截去。`,
  }),
  head_missing: () => ({
    en: 'What says where the log ends is gone.',
    zh: '指明日志末尾的记录不见了。',
  }),
  not_what_was_noted: (seq) => ({
    en: `At entry ${seq} the log is not what was noted of it earlier: it was replaced, or put back to an older state.`,
    zh: `在第 ${seq} 条记录处，日志与先前留存的凭据不符：它已被替换，或被恢复到更早的状态。`,
  }),
};

export function verdictOf({ fault, count, hash, ...verdict }: ChainVerdict): AuditVerdict {
  const { entries, removed, unsealed, sealedSince, checkedAt } = verdict;
  return {
    whole: fault === null,
    entries,
    removed,
    unsealed,
    sealedSince,
    receipt: receiptOf({ count, hash }),
    checkedAt,
    fault: fault && faultOf(fault),
  };
}

export function receiptOf({ count, hash }: NotedHead): string {
  return `${count}:${hash}`;
}

export function notedOf(receipt: string): NotedHead {
  const [count = '', hash = ''] = receipt.split(':');
  return { count: Number(count), hash };
}

function faultOf({ kind, seq, entry }: ChainFault): AuditFault {
  return { kind, seq, entry: entry && entryOf(entry), text: SENTENCES[kind](seq) };
}

function entryOf(entry: ChainedEntry): AuditEntry {
  const { id, seq, at, actor, action, subject, projectId, reason, data, requestId, address, userAgent } =
    entry;
  return { id, seq, at, actor, action, subject, projectId, reason, data, requestId, address, userAgent };
}
