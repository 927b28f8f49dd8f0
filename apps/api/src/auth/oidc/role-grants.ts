import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { Person } from '../project-people.read-model.js';
import type { RoleGrant } from './oidc-person.js';

/** Gives a person exactly these roles by group; what was given by hand stays. Answers whether any role is left. */
export type ApplyGrants = (tx: Tx, person: Person, grants: readonly RoleGrant[]) => Promise<boolean>;

/** Who is a member of what is known to the room of projects alone, which stands above this one. */
@Injectable()
export class RoleGrants {
  private applied: ApplyGrants | undefined;

  register(apply: ApplyGrants): void {
    this.applied = apply;
  }

  apply(tx: Tx, person: Person, grants: readonly RoleGrant[]): Promise<boolean> {
    if (!this.applied) throw new Error('nobody registered who gives roles');
    return this.applied(tx, person, grants);
  }
}
