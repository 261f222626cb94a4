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
    local typed=${words[last]} quote="" prefix="" before sign line
    for ((index = 0; index < ${#typed}; index++)); do
        sign=${typed:index:1}
        if [[ $sign == \\ && $quote != \' ]]; then
            ((index += 1))
        elif [[ -n $quote ]]; then
            [[ $sign == "$quote" ]] && quote=""
        elif [[ $sign == [\"\'] ]]; then
            quote=$sign before=${typed:0:index}
        fi
    done
    [[ -n $quote ]] || before=$typed
    # Bash puts what is answered in the place of what comes after an open quotation mark, or the last = or : only.
    [[ $COMP_WORDBREAKS == *=* && $before == *=* ]] && prefix=${before%"${before##*=}"}
    [[ $COMP_WORDBREAKS == *:* && ${before#"$prefix"} == *:* ]] && prefix=${before%"${before##*:}"}
    COMPREPLY=()
    # In a quotation that begins within a word, the answer would be put in the wrong place.
    [[ -z $quote || $before == "$prefix" ]] || return 0
    typed=${typed#"$prefix$quote"}
    local found=() are_files=""
    while IFS= read -r line; do
        word=${line%%$'\t'*}
        if [[ -z $word ]]; then
            compopt -o filenames 2>/dev/null && are_files=yes
            while IFS= read -r word; do
                found+=("$word")
            done < <(compgen -f -- "$typed")
            continue
        fi
        # A word that is to be followed by its value is not followed by a blank.
        [[ $word == *[=:] ]] && compopt -o nospace 2>/dev/null
        found+=("${word#"$prefix"}")
    done < <("$1" completion bash -- "${words[@]:1}" 2>/dev/null)
    # Bash quotes the names of files, since version 4. Any other word it puts on the line as it is, to be obeyed.
    for word in "${found[@]}"; do
        if [[ -n $are_files ]]; then
            :
        elif [[ $quote == \' ]]; then
            [[ $word == *\'* ]] && continue
        elif [[ $quote == \" ]]; then
            [[ $word == *[\"\$\`\\!]* ]] && continue
        elif [[ $typed == \~*/* && ${word%%/*} == "${typed%%/*}" ]]; then
            printf -v word '%s/%q' "${word%%/*}" "${word#*/}"
        else
            printf -v word %q "$word"
        fi
        COMPREPLY+=("$word")
    done
}

complete -F _ldn_completion ldn
