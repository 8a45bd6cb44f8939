# SPDX-License-Identifier: Apache-2.0
# bash completion for formwork-cli. Commands and options are those that its --help names; services and operations are
# those there is a model of on this machine, asked of the program itself.
_formwork_cli()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i
    local -a words=()
    COMPREPLY=()
    case $before in
    --input | --upload | --output-file | --output | --csv | --from | --check)
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
    # bulk SERVICE OPERATION ... --set MEMBER=ID: the shell may cut at the sign.
    local member='' start=''
    if [[ $before == --set && $word == *=* ]]; then
        member=${word%%=*} start=${word#*=}
    elif [[ $word == '=' && ${COMP_WORDS[COMP_CWORD - 2]} == --set ]]; then
        member=$before
    elif [[ $before == '=' && ${COMP_WORDS[COMP_CWORD - 3]} == --set ]]; then
        member=${COMP_WORDS[COMP_CWORD - 2]} start=$word
    fi
    if [[ -n $member && ${COMP_WORDS[1]} == bulk ]]; then
        local ids
        ids=$(formwork-cli complete "${COMP_WORDS[2]}" "${COMP_WORDS[3]}" "$member" "$start" 2>/dev/null)
        [[ $word == *=* && $word != '=' ]] && ids=$(sed "s|^|$member=|" <<<"$ids")
        mapfile -t COMPREPLY <<<"$ids"
        [[ -n $ids ]] || COMPREPLY=()
        declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions "$word"
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]+' | sort -u)" -- "$word")
        return
    fi
    # The words that are neither options nor their values, up to this one. --help has a value behind its option.
    local valued
    valued=" $(formwork-cli --help 2>/dev/null | sed -nE 's/^ +(--[a-z-]+) [^ ].*/\1/p' | tr '\n' ' ')"
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case ${COMP_WORDS[i]} in
        -*) [[ $valued == *" ${COMP_WORDS[i]} "* ]] && ((++i)) ;;
        *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    case ${#words[@]} in
    0)
        mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli --help 2>/dev/null | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)" -- "$word")
        ;;
    1)
        case ${words[0]} in
        operations | describe | relations | skeleton | validate | request | call | complete | wait | like)
            mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli services 2>/dev/null | awk '{print $1}')" -- "$word")
            ;;
        bulk)
            mapfile -t COMPREPLY < <(compgen -W "list status resume results undo $(formwork-cli services 2>/dev/null | awk '{print $1}')" -- "$word")
            ;;
        history)
            mapfile -t COMPREPLY < <(compgen -W 'list show retry check settle export' -- "$word")
            ;;
        saved)
            mapfile -t COMPREPLY < <(compgen -W 'list show add run delete' -- "$word")
            ;;
        esac
        ;;
    2)
        case ${words[0]} in
        describe | relations | skeleton | validate | request | call | complete | bulk | like)
            mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli operations "${words[1]}" --json 2>/dev/null | sed -nE 's/^ *"(name|cliName)": "(.*)",?$/\2/p')" -- "$word")
            ;;
        saved)
            [[ ${words[1]} == @(show|run|delete) ]] || return
            mapfile -t COMPREPLY < <(formwork-cli saved list --json 2>/dev/null | sed -nE 's/^ *"name": "(.*)",?$/\1/p' | grep -F -- "$word" | sed -E 's/[ ]/\\&/g')
            ;;
        history)
            [[ ${words[1]} == @(show|retry|check|settle) ]] || return
            mapfile -t COMPREPLY < <(compgen -W "$(formwork-cli history list --json 2>/dev/null | sed -nE 's/^ *"id": ([0-9]+),?$/\1/p')" -- "$word")
            ;;
        esac
        ;;
    esac
}
complete -F _formwork_cli formwork-cli
