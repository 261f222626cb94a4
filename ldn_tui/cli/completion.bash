# Completion of ldn for bash 3.2 and later. In ~/.bashrc: eval "$(ldn completion bash)"

_ldn_completion() {
    # Bash breaks words at = and : ; here they are put together again, from the line as it was typed.
    local rest=${COMP_LINE:0:COMP_POINT} words=() word index last
    for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((index > 0)) && [[ $rest != [[:blank:]]* && -n $rest ]]; then
            last=$((${#words[@]} - 1))
            words[last]+=$word
        else
            rest=${rest#"${rest%%[![:blank:]]*}"}
            ((index < COMP_CWORD)) || word=$rest
            words+=("$word")
        fi
        rest=${rest#"$word"}
    done
    last=$((${#words[@]} - 1))
    local typed=${words[last]} prefix="" line
    # Bash puts what is answered in the place of what comes after the last = or : only.
    [[ $COMP_WORDBREAKS == *=* && $typed == *=* ]] && prefix=${typed%"${typed##*=}"}
    [[ $COMP_WORDBREAKS == *:* && ${typed#"$prefix"} == *:* ]] && prefix=${typed%"${typed##*:}"}
    COMPREPLY=()
    while IFS= read -r line; do
        word=${line%%$'\t'*}
        if [[ -z $word ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <(compgen -f -- "${typed#"$prefix"}")
            continue
        fi
        # A word that is to be followed by its value is not followed by a blank.
        [[ $word == *[=:] ]] && compopt -o nospace 2>/dev/null
        word=${word#"$prefix"}
        [[ $word == *[[:blank:]]* && $typed != [\"\']* ]] && printf -v word %q "$word"
        COMPREPLY+=("$word")
    done < <("$1" completion bash -- "${words[@]:1}" 2>/dev/null)
}

complete -F _ldn_completion ldn
