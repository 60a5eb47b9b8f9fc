import { Argument, Command } from 'commander';

/** Prints what the shell needs to complete the verbs and options of the program, from the table that its help uses. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .description('prints the completion of verbs and options for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash']))
    .action(() => console.log(bashScript(program)));
}

function bashScript(program: Command): string {
  const verbs = verbsOf(program, '');
  const paths = verbs.filter(({ path }) => path).map(({ path }) => `'${path}'`);
  const words = verbs.map(({ path, words: known }) => `    '${path}') words='${known.join(' ')}' ;;`);
  return `_linebook() {
  local path='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
    ${paths.join(' | ')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _linebook linebook`;
}

/** The program and each verb below it: the words before it, each after a blank, and what may follow. */
function verbsOf(command: Command, path: string): { path: string; words: string[] }[] {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  const words = [...command.commands.map((verb) => verb.name()), ...options, '--help'];
  return [{ path, words }, ...command.commands.flatMap((verb) => verbsOf(verb, `${path} ${verb.name()}`))];
}
