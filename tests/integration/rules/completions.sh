#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a shell offers after formwork-cli is what the program has: commands, options, services, operations.
# Usage: completions.sh FOLDER-OF-THE-PROGRAM FOLDER-OF-THE-COMPLETIONS
set -eu
export PATH=$1:$PATH FORMWORK_DISCOVERY=off HOME=$(mktemp -d)
trap 'rm -rf "$HOME"' EXIT
export FORMWORK_DATA_DIR=$HOME/data DBUS_SESSION_BUS_ADDRESS=disabled:
source "$2/formwork-cli.bash"
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
offers retry history re
offers csv history export --format ''
mkdir -p "$HOME/.aws"
printf '[sso-session acme]\nsso_region = eu-west-1\n' > "$HOME/.aws/config"
offers acme login --sso-session a
offers practice login --sso-session ''
while read -r command; do offers "$command" "${command:0:2}"; done < <(formwork-cli --help | sed -nE 's/^  formwork-cli +([a-z]+).*/\1/p' | sort -u)
exit $failed
