# SPDX-License-Identifier: Apache-2.0
# bash completion for formwork-cli. Commands and options are those that its --help names; services and operations are
# those there is a model of on this machine, asked of the program itself.
_formwork_cli()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i
    local -a words=()
    COMPREPLY=()
    case $before in
    --input | --upload | --output-file | --output | --csv)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --models | --data-dir)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    --profile)
        mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli accounts 2>/dev/null | awk '{print $1}')" -- "$word")
        return
        ;;
    --sso-session)
        mapfile -t COMPREPLY < <(compgen -W "$(sed -nE 's/^\[sso-session +([^] ]+) *\]/\1/p' "${AWS_CONFIG_FILE:-$HOME/.aws/config}" 2>/dev/null) practice" -- "$word")
        return
        ;;
    --format)
        mapfile -t COMPREPLY < <(compgen -W 'json csv' -- "$word")
        return
        ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]+' | sort -u)" -- "$word")
        return
    fi
    # The words that are neither options nor their values, up to this one.
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case ${COMP_WORDS[i]} in
        --profile | --region | --sso-session | --endpoint-url | --models | --data-dir | --timeout | --input | --query | --upload | --output-file | --output | --note | --csv | --map | --set | --pace | --concurrency) ((++i)) ;;
        -*) ;;
        *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    case ${#words[@]} in
    0)
        mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli --help 2>/dev/null | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)" -- "$word")
        ;;
    1)
        case ${words[0]} in
        operations | describe | relations | skeleton | validate | request | call | wait)
            mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli services 2>/dev/null | awk '{print $1}')" -- "$word")
            ;;
        bulk)
            mapfile -t COMPREPLY < <(compgen -W "list status resume results $(formwork-cli services 2>/dev/null | awk '{print $1}')" -- "$word")
            ;;
        history)
            mapfile -t COMPREPLY < <(compgen -W 'list show retry check settle export' -- "$word")
            ;;
        esac
        ;;
    2)
        case ${words[0]} in
        describe | relations | skeleton | validate | request | call | bulk)
            mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli operations "${words[1]}" 2>/dev/null | awk '{print $1}')" -- "$word")
            ;;
        esac
        ;;
    esac
}
complete -F _formwork_cli formwork-cli
