# Completion of ldn for fish: ldn completion fish > ~/.config/fish/completions/ldn.fish

function __ldn_completion
    set -l current (commandline -ct)
    # In quotation marks, an empty word is a word.
    set -l words (commandline -opc) "$current"
    for line in ($words[1] completion fish -- $words[2..-1] 2>/dev/null)
        if string match -q -- \t'*' $line
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end

complete -c ldn -f -a '(__ldn_completion)'
