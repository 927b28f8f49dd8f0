import { AuditEntryEntity } from './audit-entry.entity.js';
import { ChainHeadEntity } from './chain/chain-head.entity.js';

export { AuditLog } from './audit-log.repository.js';
export { SYSTEM, type AuditActor, type AuditRecord } from './audit-record.js';
export { AuditModule } from './audit.module.js';

export const auditEntities = [AuditEntryEntity, ChainHeadEntity];
