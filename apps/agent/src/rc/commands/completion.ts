import { COMMANDS, EVERYWHERE } from '../command-table.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT, WrongUse } from '../rc-error.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';

export function completion(tools: Tools): Promise<ExitCode> {
  const shell = tools.operand(0);
  if (shell !== 'bash' && shell !== 'zsh')
    throw new WrongUse(text('there is completion for bash and zsh', '仅支持 bash 和 zsh'));
  // zsh can use what is written for bash.
  const head = shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  const script = `${head}${bashScript()}`;
  tools.output.raw(script, { script });
  return Promise.resolve(EXIT.asWished);
}

function bashScript(): string {
  const groups = groupsOf();
  const cases = COMMANDS.map(({ name, options }) => {
    const words = [...options, ...EVERYWHERE].map((option) => `--${option.name}`).join(' ');
    return `    '${name}') words='${words}' ;;`;
  });
  const inner = [...groups].map(([group, names]) => `    ${group}) second='${names.join(' ')}' ;;`);
  const first = [...new Set(COMMANDS.map(({ name }) => name.split(' ', 1).join('')))].join(' ');
  return `_rc() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" second='' words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${first}' -- "$current"))
    return
  fi
  case "$command" in
${inner.join('\n')}
  esac
  if [ -n "$second" ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then
      COMPREPLY=($(compgen -W "$second" -- "$current"))
      return
    fi
    command="$command \${COMP_WORDS[2]}"
  fi
  case "$command" in
${cases.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -F _rc rc
`;
}

function groupsOf(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { name } of COMMANDS) {
    const [group = '', second] = name.split(' ');
    if (second !== undefined) groups.set(group, [...(groups.get(group) ?? []), second]);
  }
  return groups;
}
