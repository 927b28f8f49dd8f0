import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/http/index.js';
import { CoalescingLoader } from '../desired/coalescing-loader.js';
import { LruMap } from '../desired/lru-map.js';
import { NodeSignals, type NodeSignalListener } from '../desired/node-signals.js';
import { ENROLMENT_TOKEN_PREFIX, parseAuthorization, type ShownCredentials } from './authorization.js';
import { NodeTokensRepository, type EnrolmentKeyRow, type TokenRow } from './node-tokens.repository.js';
import { hashToken } from './secrets.js';

export interface NodeIdentity {
  readonly kind: 'node';
  readonly nodeId: string;
}

/** An enrolment token that is not bound to the node that shows it. */
export interface EnrolmentIdentity {
  readonly kind: 'enrolment';
  readonly enrolmentTokenId: string;
  readonly sha256: Buffer;
  /** The id claimed by HTTP Basic. */
  readonly user: string | null;
}

export type Identity = NodeIdentity | EnrolmentIdentity;
type Verdict = Identity | { readonly kind: 'revoked' } | { readonly kind: 'mismatch' };

const REMEMBERED_HEADERS = 200_000;

/** Who is behind an Authorization header: one look-up in memory, until a token of the node is revoked anywhere. */
@Injectable()
export class Credentials implements NodeSignalListener {
  private readonly remembered = new LruMap<string, Identity>(REMEMBERED_HEADERS);
  private readonly loader: CoalescingLoader<Verdict>;

  constructor(
    private readonly tokens: NodeTokensRepository,
    signals: NodeSignals,
  ) {
    this.loader = new CoalescingLoader(
      (headers) => this.load(headers),
      (header, verdict) => this.remember(header, verdict),
    );
    signals.subscribe(this);
  }

  /** From memory; undefined when `resolve` must be asked. */
  peek(header: string | undefined): Identity | undefined {
    return header === undefined ? undefined : this.remembered.get(header);
  }

  async resolve(header: string | undefined): Promise<Identity> {
    const known = this.peek(header);
    if (known) return known;
    if (!parseAuthorization(header) || header === undefined) throw unknownToken();
    const verdict = await this.loader.load(header);
    if (!verdict) throw unknownToken();
    if (verdict.kind === 'revoked')
      throw new DomainError('unauthenticated', 'NODE_TOKEN_REVOKED', {
        en: 'This token was revoked; ask an operator for a new one.',
        zh: '此令牌已吊销，请向运维人员索取新的令牌。',
      });
    if (verdict.kind === 'mismatch') throw nodeMismatch();
    return verdict;
  }

  /** For a header that means something else from now on. */
  forget(header: string): void {
    this.remembered.delete(header);
    this.loader.touch(header);
  }

  /** Also for what this process revoked itself, before the notification comes back. */
  onNodesRevoked(nodeIds: readonly string[]): void {
    const gone = new Set(nodeIds);
    this.remembered.deleteWhere((identity) => identity.kind === 'enrolment' || gone.has(identity.nodeId));
    this.loader.touchAll();
  }

  onNodesChanged(): void {
    // Who somebody is does not depend on what they should run.
  }

  onGap(): void {
    this.remembered.clear();
    this.loader.touchAll();
  }

  private remember(header: string, verdict: Verdict): void {
    if (verdict.kind === 'node' || verdict.kind === 'enrolment') this.remembered.set(header, verdict);
  }

  private async load(headers: readonly string[]): Promise<ReadonlyMap<string, Verdict>> {
    const shown = headers.map((header) => ({ header, credentials: parseAuthorization(header) }));
    const hashes = new Map(
      shown.flatMap(({ header, credentials }) =>
        credentials ? [[header, hashToken(credentials.token)]] : [],
      ) as [string, Buffer][],
    );
    const all = [...hashes.values()];
    const rows = await this.tokens.find(all);
    const keys = headers.some((header) => isEnrolment(parseAuthorization(header)))
      ? await this.tokens.findEnrolmentKeys(all)
      : [];
    const verdicts = new Map<string, Verdict>();
    for (const { header, credentials } of shown) {
      const sha256 = hashes.get(header);
      const verdict = credentials && sha256 && verdictOf(credentials, sha256, rows, keys);
      if (verdict) verdicts.set(header, verdict);
    }
    return verdicts;
  }
}

function verdictOf(
  shown: ShownCredentials,
  sha256: Buffer,
  rows: readonly TokenRow[],
  keys: readonly EnrolmentKeyRow[],
): Verdict | undefined {
  const hex = sha256.toString('hex');
  const own = rows.filter((row) => row.sha256 === hex);
  const row = own.find(({ nodeId }) => nodeId === shown.user) ?? (isEnrolment(shown) ? undefined : own[0]);
  if (row?.isRevoked) return { kind: 'revoked' };
  if (row)
    return shown.user === null || shown.user === row.nodeId
      ? { kind: 'node', nodeId: row.nodeId }
      : { kind: 'mismatch' };
  const key = keys.find((candidate) => candidate.sha256 === hex);
  return key && { kind: 'enrolment', enrolmentTokenId: key.id, sha256, user: shown.user };
}

function isEnrolment(shown: ShownCredentials | undefined): boolean {
  return shown?.token.startsWith(ENROLMENT_TOKEN_PREFIX) ?? false;
}

function unknownToken(): DomainError {
  return new DomainError('unauthenticated', 'NODE_TOKEN_UNKNOWN', {
    en: 'This address is for nodes: send a node token or an enrolment token.',
    zh: '此地址供节点使用：请发送节点令牌或接入令牌。',
  });
}

export function nodeGone(): DomainError {
  return new DomainError('unauthenticated', 'NODE_TOKEN_UNKNOWN', {
    en: 'There is no node behind this token any more.',
    zh: '此令牌对应的节点已不存在。',
  });
}

export function nodeMismatch(): DomainError {
  return new DomainError('forbidden', 'NODE_MISMATCH', {
    en: 'These credentials belong to another node; a node speaks for itself only.',
    zh: '此凭据属于另一个节点；节点只能代表自己。',
  });
}
