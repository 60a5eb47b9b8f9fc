import { Argument, Command } from 'commander';
import { bashScript, fishScript, zshScript, type Verb } from './completion-scripts.js';

const SCRIPTS = { bash: bashScript, fish: fishScript, zsh: zshScript };

/** Prints what the shell needs to complete the verbs and options of the program, from the table that its help uses. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .description('prints the completion of verbs and options for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', '\nIn zsh run compinit first. In fish: linebook completion fish | source')
    .action((shell: keyof typeof SCRIPTS) => console.log(SCRIPTS[shell](verbsOf(program, ''))));
}

/** The program and each verb below it. */
function verbsOf(command: Command, path: string): Verb[] {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  const words = [...command.commands.map((verb) => verb.name()), ...options, '--help'];
  return [{ path, words }, ...command.commands.flatMap((verb) => verbsOf(verb, `${path} ${verb.name()}`))];
}
