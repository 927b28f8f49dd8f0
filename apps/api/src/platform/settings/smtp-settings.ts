/** A mail server that the operator named, and as whom the console writes. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte. */
  readonly isSecure: boolean;
  /** Nothing is said to a server that does not encrypt. */
  readonly mustEncrypt: boolean;
  readonly user: { readonly name: string; readonly password: string } | undefined;
  /** Address, with or without a name before it. */
  readonly from: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const TLS = ['required', 'opportunistic'];
const WRONG =
  'SMTP_URL must be a URL such as smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587, and may end with ?tls=required or ?tls=opportunistic';

/** Absent: the console sends no e-mail. */
export function smtpSettings(env: Env, publicUrl: string, faults: string[]): SmtpSettings | undefined {
  const text = env['SMTP_URL']?.trim() ?? '';
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const tls = url?.searchParams.get('tls') ?? null;
  const isKnown = url !== undefined && [...url.searchParams.keys()].every((key) => key === 'tls');
  if (!isKnown || !isMailServer(url) || (tls !== null && !TLS.includes(tls))) {
    faults.push(WRONG);
    return undefined;
  }
  const isSecure = url.protocol === 'smtps:';
  const [name, password] = [url.username, url.password].map(decoded) as [string, string];
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isSecure ? 465 : 587)),
    isSecure,
    // A password goes over no open line unless the operator says so.
    mustEncrypt: !isSecure && (tls === null ? name !== '' : tls === 'required'),
    user: name === '' ? undefined : { name, password },
    from: senderIn(env, publicUrl, faults),
  };
}

function isMailServer({ protocol, hostname, pathname, hash }: URL): boolean {
  return (
    ['smtp:', 'smtps:'].includes(protocol) && hostname !== '' && ['', '/'].includes(pathname) && hash === ''
  );
}

function senderIn(env: Env, publicUrl: string, faults: string[]): string {
  const from = env['SMTP_FROM']?.trim() || `Release Console <release-console@${new URL(publicUrl).hostname}>`;
  if (!/^(?:[^<>\p{Cc}]{0,100}<[^@<>\s]+@[^@<>\s]+>|[^@<>\s]+@[^@<>\s]+)$/u.test(from))
    faults.push('SMTP_FROM must be an address such as Release Console <releases@example.com>');
  return from;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
