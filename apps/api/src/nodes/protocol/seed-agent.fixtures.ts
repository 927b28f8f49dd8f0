import { spawn } from 'node:child_process';

/**
 * An agent of the first generation as operators have it in cron: a shell, curl, and a base URL with user and password
 * in it. Arguments: base URL, bin, live file.
 */
const SCRIPT = `
set -u
base=$1 bin=$2 file=$3
say() { curl -fsS -o /dev/null -H 'content-type: application/json' -d "$2" "$base/$1"; }
field() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
have=$(sha256sum "$file" 2>/dev/null | cut -d' ' -f1)

curl -fsS -o /dev/null "$base/keepalive" || exit 3
say keepalive '{"nodeName":"host-of-cron","cpuArch":"x86_64","osRelease":"debian 12","binProxyVersion":"0.1"}' || exit 4
answer=$(curl -sS -w '\\n%{http_code}' "$base/bins/$bin") || exit 5
case "$answer" in *"
404") exit 0 ;; *"
200") ;; *) exit 6 ;; esac
want=$(printf '%s' "$answer" | field sha256sum)
if [ "$want" != "$have" ]; then
  say "bins/$bin/progress" "{\\"nodeName\\":\\"host-of-cron\\",\\"targetHash\\":\\"$want\\",\\"status\\":\\"in_progress\\",\\"processingTime\\":0}" || exit 7
  head=$(curl -fsSI "$base/download/$bin") || exit 8
  printf '%s' "$head" | grep -qi "^etag: \\"$want\\"" || exit 9
  curl -fsS -r 0-99 -o "$file.new" "$base/download/$bin" && curl -fsS -C - -o "$file.new" "$base/download/$bin" || exit 10
  if [ "$(sha256sum "$file.new" | cut -d' ' -f1)" != "$want" ]; then
    say "bins/$bin/progress" "{\\"nodeName\\":\\"host-of-cron\\",\\"targetHash\\":\\"$want\\",\\"status\\":\\"failed\\",\\"processingTime\\":1}"
    exit 11
  fi
  chmod +x "$file.new" && mv "$file.new" "$file" || exit 12
  say "bins/$bin/progress" "{\\"nodeName\\":\\"host-of-cron\\",\\"targetHash\\":\\"$want\\",\\"status\\":\\"success\\",\\"processingTime\\":1}" || exit 13
  have=$want
fi
say "bins/$bin" "{\\"nodeName\\":\\"host-of-cron\\",\\"sha256sum\\":\\"$have\\"}" || exit 14
`;

/** One run from cron; the exit code says which step failed. */
export function runSeedAgent(
  base: string,
  bin: string,
  file: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', SCRIPT, 'agent', base, bin, file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
