import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { AuditListReadModel } from './audit-list.read-model.js';
import { asCsv, asJson } from './audit-export.js';
import type { AuditEntry, AuditExportQuery, AuditFilter, AuditQuery } from './audit.dto.js';
import type { AuditVerdict, VerifyQuery } from './audit-verdict.dto.js';
import { notedOf, verdictOf } from './audit-verdict.js';
import { ChainVerifier, type ChainVerdict } from './chain/chain-verifier.js';

@Injectable()
export class AuditService {
  private running: Promise<ChainVerdict> | undefined;

  constructor(
    private readonly entries: AuditListReadModel,
    private readonly verifier: ChainVerifier,
  ) {}

  async list(actor: Actor, query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.entries.list(readableBy(actor, query), query);
  }

  /** Read while it is sent. */
  export(actor: Actor, { format, ...filter }: AuditExportQuery): Readable {
    const pages = this.entries.all(readableBy(actor, filter), filter);
    return Readable.from(format === 'csv' ? asCsv(pages) : asJson(pages));
  }

  async verify({ receipt }: VerifyQuery): Promise<AuditVerdict> {
    if (receipt !== undefined) return verdictOf(await this.verifier.verify([notedOf(receipt)]));
    // Reading all of it is work enough to be done once for all that ask meanwhile.
    this.running ??= this.verifier.verify().finally(() => (this.running = undefined));
    return verdictOf(await this.running);
  }
}

/** Undefined: everything. */
function readableBy(actor: Actor, { projectId }: AuditFilter): readonly string[] | undefined {
  if (projectId !== undefined) actor.require('audit.read', projectId);
  return actor.projectsWhere('audit.read');
}
