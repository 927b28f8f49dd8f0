import { setTimeout } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { Call } from '@release-console/fleet-sim';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { DomainError } from '../../src/platform/http/index.js';
import type { DecisionWriter } from '../../src/releases/engine/decision-writer.js';
import { fromDist } from '../scratch/built-console.js';
import { draftOf } from './draft.js';
import { judgeOf } from './judge.js';
import { keyedOf } from './keyed.js';
import type { Asked, Told } from './messages.js';
import { ordersOf } from './orders.js';
import { partsOf, type Result } from './parts.js';
import { reportsOf } from './reports.js';
import { BINS, PEOPLE, PROJECT } from './stage.js';
import { surroundingsOf } from './surroundings.js';

/** What each call is in the services of the console. */
export async function callsOf(app: INestApplication, dist: string): Promise<(asked: Asked) => Promise<Told>> {
  const part = partsOf(app, dist);
  const { Actor } = await fromDist<typeof import('../../src/platform/auth-guard/index.js')>(
    dist,
    'platform/auth-guard/index.js',
  );
  const { DomainError } = await fromDist<typeof import('../../src/platform/http/index.js')>(
    dist,
    'platform/http/index.js',
  );
  const actor = (name: string): Actor => {
    const id = PEOPLE[name as keyof typeof PEOPLE];
    const memberships = [{ projectId: PROJECT, role: 'project_admin' as const }];
    return new Actor(id, name, `${name}@example.com`, name === 'cai', memberships);
  };
  const order = await ordersOf(part, actor);
  const keyed = await keyedOf(part, dist);
  const report = await reportsOf(part);
  const around = await surroundingsOf(part, actor('cai'));
  const judge = await judgeOf(part);
  const engine = await part<import('../../src/releases/index.js').ReleaseEngine>(
    'releases/engine/release-engine',
    'ReleaseEngine',
  );
  const starter = await part<import('../../src/releases/engine/release-starter.js').ReleaseStarter>(
    'releases/engine/release-starter',
    'ReleaseStarter',
  );
  const joiners = await part<import('../../src/releases/engine/release-joiners.js').ReleaseJoiners>(
    'releases/engine/release-joiners',
    'ReleaseJoiners',
  );
  const drafts = await part<import('../../src/releases/release-drafts.service.js').ReleaseDraftsService>(
    'releases/release-drafts.service',
    'ReleaseDraftsService',
  );

  const writer = await part<DecisionWriter>('releases/engine/decision-writer', 'DecisionWriter');
  const write = writer.write.bind(writer);
  let dwellMs = 0;
  Object.assign(writer, {
    write: async (...parameters: Parameters<DecisionWriter['write']>) => {
      if (dwellMs > 0) await setTimeout(dwellMs);
      dwellMs = 0;
      return write(...parameters);
    },
  });

  const carryOut = async (call: Call, id: string, asked: Asked): Promise<Result | void> => {
    switch (call.kind) {
      case 'create':
        return { made: await drafts.create(actor(call.author), draftOf(call.plan)) };
      case 'edit':
        return drafts.edit(actor(call.person), id, draftOf(call.plan));
      case 'order':
        return keyed(call, id, actor(call.person), () => order(call, id));
      case 'report':
        return report(call.report, asked.intervalSeconds, asked.now);
      case 'tick':
        return void (await engine.tick(id));
      case 'due':
        return starter.startDue(id);
      case 'join':
        return joiners.take(id);
      case 'judge':
        return judge(id, call);
      case 'stall':
      case 'wake':
        throw new Error('a process that stands still holds the release, so there is no such call here');
      default:
        return around(call, BINS, asked.environmentId);
    }
  };

  return async (asked) => {
    dwellMs = asked.dwellMs;
    try {
      const result = await carryOut(asked.call, asked.releaseId ?? '', asked);
      return { refusal: null, wishes: [], made: null, ...result };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { refusal: (error as DomainError).code, wishes: [], made: null };
    }
  };
}
