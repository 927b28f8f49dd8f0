import { Injectable } from '@nestjs/common';
import { AuditLog, SYSTEM } from '../../audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { ActorChanges } from '../actor-changes.js';
import type { UserEntity } from '../user.entity.js';
import { UsersRepository } from '../users.repository.js';
import { grantsOf, isAdminBy } from './oidc-person.js';
import { OidcProvider } from './oidc-provider.js';
import { RoleGrants } from './role-grants.js';

/** What the groups of a person give here, as the provider tells them at this sign-in. */
@Injectable()
export class OidcRoles {
  constructor(
    private readonly provider: OidcProvider,
    private readonly users: UsersRepository,
    private readonly grants: RoleGrants,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
  ) {}

  /** Gives and takes; answers whether the person has any role then, by group or by hand. */
  async apply(tx: Tx, user: UserEntity, groups: readonly string[]): Promise<boolean> {
    const { roles } = this.provider.own;
    const isAdmin = await this.applyAdmin(tx, user, isAdminBy(groups, roles));
    const isMember = await this.grants.apply(tx, user, grantsOf(groups, roles));
    await this.changes.publish(tx, user.id);
    return isAdmin || isMember;
  }

  private async applyAdmin(tx: Tx, user: UserEntity, isByGroup: boolean): Promise<boolean> {
    const isByHand = user.isAdmin && !user.isAdminByGroup;
    if (isByHand || user.isAdmin === isByGroup) return user.isAdmin;
    // Also the last one: whoever is in the group becomes one again by signing in.
    await this.users.save(tx, { ...user, isAdmin: isByGroup, isAdminByGroup: isByGroup });
    await this.audit.record(tx, {
      actor: SYSTEM,
      action: 'user.changed',
      subject: { type: 'user', id: user.id, name: user.name },
      data: { isAdmin: { from: user.isAdmin, to: isByGroup }, by: 'oidc' },
    });
    return isByGroup;
  }
}
