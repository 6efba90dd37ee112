import type { Command } from 'commander';
import { exit, UsageError } from '../exit';
import type { Io } from '../io';

/** Prints a completion script that is made from the program itself, so that it cannot go stale. */
export const runCompletion = (io: Io, program: Command, shell: string): number => {
  const render = scripts[shell];
  if (render === undefined) throw new UsageError(`no completion for ${shell}; there is ${Object.keys(scripts).join(', ')}`);
  io.out(render(program.commands));
  return exit.fine;
};

const words = (command: Command): string => command.options.flatMap((option) => option.long ?? []).join(' ');
const names = (commands: readonly Command[]): string => commands.map((command) => command.name()).join(' ');

const bash = (commands: readonly Command[]): string => `_sgc() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands)}" -- "$word") $(compgen -f -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name()}) COMPREPLY=($(compgen -W "${words(command)}" -- "$word") $(compgen -f -- "$word")) ;;`).join('\n')}
  esac
}
complete -o filenames -F _sgc sgc
`;

const zsh = (commands: readonly Command[]): string => `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;

const fish = (commands: readonly Command[]): string =>
  [
    ...commands.map(
      (command) => `complete -c sgc -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.description())}`,
    ),
    ...commands.flatMap((command) =>
      command.options.map(
        (option) =>
          `complete -c sgc -n "__fish_seen_subcommand_from ${command.name()}" -l ${option.name()} -d ${quoted(option.description)}`,
      ),
    ),
    '',
  ].join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

const scripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish };
