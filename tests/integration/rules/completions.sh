#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a shell offers after formwork-cli is what the program has: commands, options, services, operations.
# Usage: completions.sh FOLDER-OF-THE-PROGRAM FOLDER-OF-THE-COMPLETIONS
set -eu
export PATH=$1:$PATH FORMWORK_DISCOVERY=off HOME=$(mktemp -d)
trap 'rm -rf "$HOME"' EXIT
export FORMWORK_DATA_DIR=$HOME/data DBUS_SESSION_BUS_ADDRESS=disabled:
source "$2/formwork-cli.bash"
folder=$2
failed=0
offers() { # EXPECTED WORD...: the last WORD may be empty
    local expected=$1; shift
    COMP_WORDS=(formwork-cli "$@"); COMP_CWORD=$#; COMPREPLY=()
    _formwork_cli
    [[ " ${COMPREPLY[*]} " == *" $expected "* ]] || { echo "after '$*' there is no $expected: ${COMPREPLY[*]}"; failed=1; }
}
offers call ca
offers history ''
offers --endpoint-url call --e
offers ds-data call ds
offers CreateGroup call ds-data Create
offers CreateGroup call --region us-east-1 ds-data ''
offers create-group call ds-data create-
offers CreateGroup call --note text ds-data Create
offers retry history re
offers csv history export --format ''
mkdir -p "$HOME/.aws"
printf '[sso-session acme]\nsso_region = eu-west-1\n' > "$HOME/.aws/config"
offers acme login --sso-session a
offers practice login --sso-session ''
while read -r command; do offers "$command" "${command:0:2}"; done < <(formwork-cli --help | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)
# The other two shells say the same, where they are installed.
if command -v fish >/dev/null; then
    fishOffers() { # EXPECTED LINE
        fish -c "source '$folder/formwork-cli.fish'; complete -C '$2'" 2>/dev/null | cut -f1 | grep -qxF -- "$1" || { echo "fish: after '$2' there is no $1"; failed=1; }
    }
    fishOffers call 'formwork-cli ca'
    fishOffers create-group 'formwork-cli call --region us-east-1 ds-data create-'
    fishOffers csv 'formwork-cli history export --format '
    fishOffers acme 'formwork-cli login --sso-session a'
    fishOffers settle 'formwork-cli history se'
fi
if command -v zsh >/dev/null; then
    zshOffers() { # EXPECTED WORD...: what is handed to compadd
        local expected=$1; shift
        zsh -f -c 'compadd() { [[ $1 == -a ]] && print -l -- ${(P)2} || print -l -- $@ }; compset() { :; }; _files() { :; }
            words=(formwork-cli "${@:2}"); CURRENT=${#words}; source "$1"' zsh "$folder/_formwork-cli" "$@" 2>/dev/null |
            grep -qxF -- "$expected" || { echo "zsh: after '$*' there is no $expected"; failed=1; }
    }
    zshOffers call ''
    zshOffers create-group call --region us-east-1 ds-data ''
    zshOffers csv history export --format ''
    zshOffers acme login --sso-session ''
    zshOffers settle history ''
fi
exit $failed
