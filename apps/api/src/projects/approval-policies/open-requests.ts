import { Injectable } from '@nestjs/common';
import type { ApprovalPolicy } from '@release-console/approval-policy';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Tx } from '../../platform/database/index.js';

export interface PolicyChange {
  readonly environmentId: string;
  readonly policy: ApprovalPolicy;
  /** Who changed it; they may not approve what is asked for under it from now on. */
  readonly actor: Actor;
}

/** Voids what was approved under an earlier policy and asks again; answers how many requests that were. */
export type Voider = (tx: Tx, change: PolicyChange) => Promise<number>;

/** Whoever owns the requests says how they are voided; policies don't know what asks for approval. */
@Injectable()
export class OpenRequests {
  private voider: Voider | undefined;

  register(voider: Voider): void {
    this.voider = voider;
  }

  async void(tx: Tx, change: PolicyChange): Promise<number> {
    return this.voider ? this.voider(tx, change) : 0;
  }
}
