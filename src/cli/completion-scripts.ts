// What completes words for `linebook` in each shell: a verb, an option, or a file where no such word matches.

/** The words that name a verb, each after a blank, and what may follow. */
export interface Verb {
  path: string;
  words: string[];
}

/** Each path in quotes, without that of the program itself. */
const pathsOf = (verbs: readonly Verb[]): string[] => verbs.flatMap(({ path }) => (path ? [`'${path}'`] : []));

export function bashScript(verbs: readonly Verb[]): string {
  return `_linebook() {
  local path='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
    ${pathsOf(verbs).join(' | ')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path" in
${verbs.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _linebook linebook`;
}

/** Its `words` and `CURRENT` are the shell's own; a variable named `path` would be the one of the environment. */
export function zshScript(verbs: readonly Verb[]): string {
  return `_linebook() {
  local verb='' i
  local -a known
  for ((i = 2; i < CURRENT; i++)); do
    case "$verb \${words[i]}" in
    (${pathsOf(verbs).join(' | ')}) verb="$verb \${words[i]}" ;;
    esac
  done
  case "$verb" in
${verbs.map(({ path, words }) => `    ('${path}') known=(${words.join(' ')}) ;;`).join('\n')}
  esac
  compadd -a known || _files
}
compdef _linebook linebook`;
}

export function fishScript(verbs: readonly Verb[]): string {
  return `function __linebook_words
  set -l verb ''
  set -l known
  for word in (commandline -opc)[2..]
    if contains -- "$verb $word" ${pathsOf(verbs).join(' ')}
      set verb "$verb $word"
    end
  end
  switch "$verb"
${verbs.map(({ path, words }) => `    case '${path}'\n      set known ${words.join(' ')}`).join('\n')}
  end
  set -l typed (commandline -ct)
  string match -e -r -- '^'(string escape --style=regex -- "$typed") $known
  or __fish_complete_path "$typed"
end
complete -c linebook -f -a '(__linebook_words)'`;
}
