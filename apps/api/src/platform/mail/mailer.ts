import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { DomainError } from '../http/index.js';
import { SETTINGS, type Settings, type SmtpSettings } from '../settings/index.js';

const CONNECT_MS = 10_000;
const SOCKET_MS = 30_000;
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
}

interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message: string;
}

export const mailNotSet = (): DomainError =>
  new DomainError('unprocessable', 'MAIL_NOT_SET', {
    en: 'This console has no mail server. An administrator names one by SMTP_URL.',
    zh: '控制台没有邮件服务器，需要管理员设置 SMTP_URL。',
  });

/** The one way out for e-mail: to the server that the operator named. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
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
    try {
      const sent = (await this.transport.sendMail({
        from: this.settings.smtp.from,
        to: [...to],
        messageId: `<${messageId}>`,
        ...reply,
        ...mail,
        disableFileAccess: true,
        disableUrlAccess: true,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })) as { readonly response?: string; readonly rejected?: readonly unknown[] };
      const rejected = sent.rejected ?? [];
      const text = [sent.response ?? '', ...(rejected.length > 0 ? [`rejected: ${rejected.join(' ')}`] : [])];
      return { isTaken: true, isFinal: false, status: 250, text: text.join('; ') };
    } catch (error) {
      return answerOf(error as SmtpFault);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

/** Of recipients and message alone; what else goes wrong is for the operator to mend, so that the message waits. */
function answerOf({ code, responseCode, message }: SmtpFault): MailAnswer {
  const isFinal = responseCode !== undefined && responseCode >= 500 && FINAL.includes(code ?? '');
  return { isTaken: false, isFinal, status: responseCode ?? null, text: message };
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
