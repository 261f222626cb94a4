#compdef ldn
# Completion of ldn for zsh. In ~/.zshrc, after compinit: eval "$(ldn completion zsh)"

_ldn() {
    local line word
    local -a with_value ended shown_with_value shown_ended
    for line in "${(@f)$("${words[1]}" completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        word=${line%%$'\t'*}
        if [[ -z $word ]]; then
            _files
        elif [[ $word == *[=:] ]]; then
            with_value+=("$word")
            shown_with_value+=("$word  ${line#*$'\t'}")
        else
            ended+=("$word")
            shown_ended+=("$word  ${line#*$'\t'}")
        fi
    done
    # A word that is to be followed by its value is not followed by a blank.
    (( $#with_value )) && compadd -l -S '' -d shown_with_value -a with_value
    (( $#ended )) && compadd -l -d shown_ended -a ended
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ldn "$@"
else
    compdef _ldn ldn
fi
