const STATE_DIR = '/var/lib/release-console-agent';
export const CONFIG_FILE = '/etc/release-console/agent.json';

/** The agent's own file on the host: what it may touch is decided there, so `bins` starts empty. */
export const joinConfig = (origin: string, token: string): string =>
  JSON.stringify(
    { servers: [`${origin}/api/v1`], stateDir: STATE_DIR, enrolmentToken: token, bins: {} },
    null,
    2,
  );

export function joinCommand(origin: string, token: string): string {
  const directory = CONFIG_FILE.slice(0, CONFIG_FILE.lastIndexOf('/'));
  return [
    `install -d -m 0755 ${directory} && (umask 077 && cat > ${CONFIG_FILE}) <<'JSON'`,
    joinConfig(origin, token),
    'JSON',
    `node agent.cjs run --config ${CONFIG_FILE}`,
  ].join('\n');
}
