import { Injectable } from '@nestjs/common';
import { roleMay, type Actor } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import type { AuditEntry, AuditQuery } from './audit.dto.js';
import { AuditListReadModel } from './audit-list.read-model.js';

@Injectable()
export class AuditService {
  constructor(private readonly entries: AuditListReadModel) {}

  async list(actor: Actor, query: AuditQuery): Promise<Page<AuditEntry>> {
    if (query.projectId !== undefined) actor.require('audit.read', query.projectId);
    const readable = actor.memberships.filter(({ role }) => roleMay(role, 'audit.read'));
    return this.entries.list(actor.isAdmin ? undefined : readable.map(({ projectId }) => projectId), query);
  }
}
