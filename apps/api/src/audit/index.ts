import { AuditEntryEntity } from './audit-entry.entity.js';

export { AuditLog, SYSTEM, type AuditActor, type AuditRecord } from './audit-log.repository.js';
export { AuditModule } from './audit.module.js';

export const auditEntities = [AuditEntryEntity];
