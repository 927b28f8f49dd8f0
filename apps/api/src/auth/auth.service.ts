import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '../platform/auth-guard/index.js';
import { Database } from '../platform/database/index.js';
import type { Me, SetupRequest, WsTicketAnswer } from './auth.dto.js';
import { FirstAdmin } from './first-admin.js';
import { PeopleReadModel } from './people.read-model.js';
import { SessionsService } from './sessions.service.js';
import { SignInChallenges } from './sign-in-challenges.js';
import type { Caller, Granted } from './sign-in.service.js';
import { WsTickets } from './ws-tickets.js';

/** What the sign-in pages ask for. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly challenges: SignInChallenges,
    private readonly sessions: SessionsService,
    private readonly firstAdmin: FirstAdmin,
    private readonly people: PeopleReadModel,
    private readonly tickets: WsTickets,
  ) {}

  login(email: string, password: string, from: Caller): Promise<Granted> {
    return this.challenges.login(email, password, from);
  }

  answerChallenge(challenge: string, code: string, from: Caller): Promise<Granted> {
    return this.challenges.answer(challenge, code, from);
  }

  refresh(refreshToken: string | undefined): Promise<Granted> {
    return this.sessions.refresh(refreshToken);
  }

  async logout(refreshToken: string | undefined, sessionId: string | undefined): Promise<void> {
    const fromCookie = refreshToken && this.sessions.sessionOf(refreshToken);
    for (const id of new Set([fromCookie, sessionId])) if (id) await this.sessions.end(id);
  }

  setUp(request: SetupRequest): Promise<Granted> {
    return this.firstAdmin.setUp(request);
  }

  me(userId: string): Promise<Me> {
    return this.people.me(this.database.reader, userId);
  }

  wsTicket(claims: AccessClaims): Promise<WsTicketAnswer> {
    return this.tickets.issue(claims);
  }
}
