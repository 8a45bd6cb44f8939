# SPDX-License-Identifier: Apache-2.0
# fish completion for formwork-cli; what is offered is asked of the program itself.
function __formwork_cli_words
    commandline -opc | string match -v -- '-*'
end
function __formwork_cli_at
    set -l words (__formwork_cli_words)
    test (count $words) -eq $argv[1]; or return 1
    test (count $argv) -eq 1; or contains -- $words[2] $argv[2..]
end
function __formwork_cli_operations
    set -l words (__formwork_cli_words)
    formwork-cli operations $words[3] 2>/dev/null | awk '{print $1}'
end
complete -c formwork-cli -f
complete -c formwork-cli -n '__formwork_cli_at 1' -a "(formwork-cli --help 2>/dev/null | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)"
complete -c formwork-cli -n '__formwork_cli_at 2 operations describe relations skeleton validate request call wait' -a "(formwork-cli services 2>/dev/null | awk '{print \$1}')"
complete -c formwork-cli -n '__formwork_cli_at 2 bulk' -a "list status resume results (formwork-cli services 2>/dev/null | awk '{print \$1}')"
complete -c formwork-cli -n '__formwork_cli_at 2 history' -a 'list show retry check settle export'
complete -c formwork-cli -n '__formwork_cli_at 3 describe relations skeleton validate request call bulk' -a '(__formwork_cli_operations)'
complete -c formwork-cli -l profile -x -a "(formwork-cli accounts 2>/dev/null | awk '{print \$1}')"
function __formwork_cli_sso_sessions
    set -l file ~/.aws/config
    set -q AWS_CONFIG_FILE; and set file $AWS_CONFIG_FILE
    sed -nE 's/^\[sso-session +([^] ]+) *\]/\1/p' $file 2>/dev/null
    echo practice
end
complete -c formwork-cli -l sso-session -x -a '(__formwork_cli_sso_sessions)'
complete -c formwork-cli -l input -r -F
complete -c formwork-cli -l upload -r -F
complete -c formwork-cli -l output-file -r -F
complete -c formwork-cli -l output -r -F
complete -c formwork-cli -l csv -r -F
complete -c formwork-cli -l models -r -F
complete -c formwork-cli -l data-dir -r -F
for option in (formwork-cli --help 2>/dev/null | string match -ar -- '--[a-z][a-z-]+' | sort -u)
    set -l name (string sub -s 3 -- $option)
    contains -- $name profile sso-session input upload output-file output csv models data-dir; or complete -c formwork-cli -l $name
end
