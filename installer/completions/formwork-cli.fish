# SPDX-License-Identifier: Apache-2.0
# fish completion for formwork-cli; what is offered is asked of the program itself.
# The words that are neither options nor their values; --help has a value behind its option.
set -g __formwork_cli_valued (formwork-cli --help 2>/dev/null | sed -nE 's/^ +(--[a-z-]+) [^ ].*/\1/p')
function __formwork_cli_words
    set -l isValue no
    for word in (commandline -opc)
        if test $isValue = yes
            set isValue no
        else if string match -q -- '-*' $word
            contains -- $word $__formwork_cli_valued; and set isValue yes
        else
            echo $word
        end
    end
end
function __formwork_cli_at
    set -l words (__formwork_cli_words)
    test (count $words) -eq $argv[1]; or return 1
    test (count $argv) -eq 1; or contains -- $words[2] $argv[2..]
end
function __formwork_cli_operations
    set -l words (__formwork_cli_words)
    formwork-cli operations $words[3] --json 2>/dev/null | sed -nE 's/^ *"(name|cliName)": "(.*)",?$/\2/p'
end
function __formwork_cli_of
    set -l words (__formwork_cli_words)
    test (count $words) -eq 3; and test $words[2] = $argv[1]; and contains -- $words[3] $argv[2..]
end
function __formwork_cli_saved
    formwork-cli saved list --json 2>/dev/null | sed -nE 's/^ *"name": "(.*)",?$/\1/p'
end
complete -c formwork-cli -f
complete -c formwork-cli -n '__formwork_cli_at 1' -a "(formwork-cli --help 2>/dev/null | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)"
complete -c formwork-cli -n '__formwork_cli_at 2 operations describe relations skeleton validate request call complete wait like' -a "(formwork-cli services 2>/dev/null | awk '{print \$1}')"
complete -c formwork-cli -n '__formwork_cli_at 2 bulk' -a "list status resume results undo (formwork-cli services 2>/dev/null | awk '{print \$1}')"
complete -c formwork-cli -n '__formwork_cli_at 2 saved' -a 'list show add run delete'
complete -c formwork-cli -n '__formwork_cli_at 2 history' -a 'list show retry check settle export'
complete -c formwork-cli -n '__formwork_cli_at 3 describe relations skeleton validate request call complete bulk like' -a '(__formwork_cli_operations)'
complete -c formwork-cli -n '__formwork_cli_of saved show run delete' -a '(__formwork_cli_saved)'
complete -c formwork-cli -n '__formwork_cli_of history show retry check settle' -a "(formwork-cli history list --json 2>/dev/null | sed -nE 's/^ *\"id\": ([0-9]+),?\$/\1/p')"
complete -c formwork-cli -l saved -x -a '(__formwork_cli_saved)'
complete -c formwork-cli -l format -x -a 'json csv'
complete -c formwork-cli -l profile -x -a "(formwork-cli accounts 2>/dev/null | awk '{print \$1}')"
function __formwork_cli_sso_sessions
    set -l file ~/.aws/config
    set -q AWS_CONFIG_FILE; and set file $AWS_CONFIG_FILE
    sed -nE 's/^\[sso-session +([^] ]+) *\]/\1/p' $file 2>/dev/null
    echo practice
end
complete -c formwork-cli -l sso-session -x -a '(__formwork_cli_sso_sessions)'
# bulk SERVICE OPERATION ... --set MEMBER=ID
function __formwork_cli_ids
    set -l words (__formwork_cli_words)
    set -l member (string split -m 1 = -- (commandline -ct))[1]
    for id in (formwork-cli complete $words[3] $words[4] $member '' 2>/dev/null)
        echo $member=$id
    end
end
complete -c formwork-cli -n '__fish_seen_subcommand_from bulk; and string match -q "*=*" -- (commandline -ct)' -l set -x -a '(__formwork_cli_ids)'
complete -c formwork-cli -l input -r -F
complete -c formwork-cli -l from -r -F
complete -c formwork-cli -l upload -r -F
complete -c formwork-cli -l output-file -r -F
complete -c formwork-cli -l output -r -F
complete -c formwork-cli -l csv -r -F
complete -c formwork-cli -l check -r -F
complete -c formwork-cli -l models -r -F
complete -c formwork-cli -l data-dir -r -F
for option in (formwork-cli --help 2>/dev/null | string match -ar -- '--[a-z][a-z-]+' | sort -u)
    set -l name (string sub -s 3 -- $option)
    contains -- $name profile sso-session saved format set input upload output-file output csv check models data-dir; and continue
    contains -- $option $__formwork_cli_valued; and complete -c formwork-cli -l $name -x; or complete -c formwork-cli -l $name
end
