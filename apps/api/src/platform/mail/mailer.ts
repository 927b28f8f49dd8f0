import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { DomainError } from '../http/index.js';
import { SETTINGS, type Settings, type SmtpSettings } from '../settings/index.js';

const CONNECT_MS = 10_000;
const SOCKET_MS = 30_000;
/** Less than anybody leases what is sent for: each step ends in time, and all of them together do. */
const DEADLINE_MS = 90_000;
const FINAL = ['EENVELOPE', 'EMESSAGE'];

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same in every attempt, so that whoever gets it twice sees it once; `local@host` without brackets. */
  readonly messageId: string;
  /** That of the mail that it answers. */
  readonly inReplyTo: string | null;
}

/** What the server said. Status null: it said nothing. */
export interface MailAnswer {
  readonly isTaken: boolean;
  /** Whether it would say the same another time. */
  readonly isFinal: boolean;
  readonly status: number | null;
  readonly text: string;
  /** Who did not get it and may another time, whatever became of the others. */
  readonly again: readonly string[];
}

interface Refused {
  readonly recipient?: string;
  readonly responseCode?: number;
}

interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message: string;
  readonly rejectedErrors?: readonly Refused[];
}

interface SmtpSent {
  readonly response?: string;
  readonly rejectedErrors?: readonly Refused[];
}

export const mailNotSet = (): DomainError =>
  new DomainError('unprocessable', 'MAIL_NOT_SET', {
    en: 'This console has no mail server. An administrator names one by SMTP_URL.',
    zh: '控制台没有邮件服务器，需要管理员设置 SMTP_URL。',
  });

/** The one way out for e-mail: to the server that the operator named. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  /** Another one in tests only. */
  deadlineMs = DEADLINE_MS;
  private readonly transport: ReturnType<typeof createTransport> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'smtp'>) {
    this.transport = settings.smtp && createTransport(optionsOf(settings.smtp));
  }

  get isSet(): boolean {
    return this.transport !== undefined;
  }

  /** Throws MAIL_NOT_SET only. */
  async send({ to, messageId, inReplyTo, ...mail }: Mail): Promise<MailAnswer> {
    if (!this.transport || !this.settings.smtp) throw mailNotSet();
    const reply = inReplyTo === null ? {} : { inReplyTo: `<${inReplyTo}>`, references: `<${inReplyTo}>` };
    const sending = this.transport.sendMail({
      from: this.settings.smtp.from,
      to: [...to],
      messageId: `<${messageId}>`,
      ...reply,
      ...mail,
      disableFileAccess: true,
      disableUrlAccess: true,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    try {
      return takenBy((await this.inTime(sending)) as SmtpSent);
    } catch (error) {
      return answerOf(error as SmtpFault, to);
    }
  }

  /** What is taken after it is not heard of; it is sent again under the same id then. */
  private async inTime<T>(sending: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('it took too long')), this.deadlineMs);
    });
    sending.catch(() => undefined);
    return Promise.race([sending, late]).finally(() => clearTimeout(timer));
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

function takenBy({ response = '', rejectedErrors = [] }: SmtpSent): MailAnswer {
  const refused = rejectedErrors.map(({ recipient, responseCode = '' }) => `${recipient} ${responseCode}`);
  const text = [response, ...(refused.length > 0 ? [`rejected: ${refused.join(', ')}`] : [])].join('; ');
  return { isTaken: true, isFinal: false, status: 250, text, again: forNow(rejectedErrors) };
}

/** Of recipients and message alone; what else goes wrong is for the operator to mend, so that the message waits. */
function answerOf(fault: SmtpFault, to: readonly string[]): MailAnswer {
  const { code, responseCode, message, rejectedErrors } = fault;
  const isFinal = responseCode !== undefined && responseCode >= 500 && FINAL.includes(code ?? '');
  const again = isFinal ? [] : rejectedErrors ? forNow(rejectedErrors) : to;
  return { isTaken: false, isFinal, status: responseCode ?? null, text: message, again };
}

/** Without a code nobody said that it is for good. */
function forNow(refused: readonly Refused[]): readonly string[] {
  return refused.flatMap(({ recipient, responseCode = 0 }) =>
    recipient === undefined || responseCode >= 500 ? [] : [recipient],
  );
}

function optionsOf({ host, port, isSecure, mustEncrypt, user }: SmtpSettings) {
  return {
    host,
    port,
    secure: isSecure,
    requireTLS: mustEncrypt,
    ...(user ? { auth: { user: user.name, pass: user.password } } : {}),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
