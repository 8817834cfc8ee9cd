#!/usr/bin/env bash
# The step of action.yml. It reads its inputs from INPUT_* and runs nothing from the repository that it checks.
set -euo pipefail

fail() {
    printf '::error title=deem::%s\n' "$(escape "$1")"
    finish 2
}

# The text of a workflow command.
escape() {
    local text=$1
    text=${text//\%/%25}
    text=${text//$'\r'/%0D}
    text=${text//$'\n'/%0A}
    printf '%s' "$text"
}

finish() {
    printf 'exit-code=%s\n' "$1" >>"$GITHUB_OUTPUT"
    exit "$1"
}

# Builds the source beside action.yml, and sets `deem`. Cargo is run there: in the checkout it would read a
# stranger's toolchain and settings.
build() {
    local root=$RUNNER_TEMP/deem-action
    command -v cargo >/dev/null || fail "no cargo to build deem with: install Rust, or set \`binary\`"
    (cd "$GITHUB_ACTION_PATH" && cargo install --quiet --locked --path . --root "$root" >&2) ||
        fail 'deem could not be built; it needs Rust 1.95 and a C compiler'
    deem=$root/bin/deem
}

# The revision to compare with, in `since`; empty for none.
find_since() {
    since=$INPUT_SINCE
    if [[ $since == none ]]; then
        since=''
    elif [[ -z $since && -n ${GITHUB_BASE_REF:-} ]]; then
        since=$(git merge-base "refs/remotes/origin/$GITHUB_BASE_REF" HEAD) ||
            fail "the merge base with \`$GITHUB_BASE_REF\` is unknown: check out with \`fetch-depth: 0\`"
    fi
}

# Adds the lines of a text to `arguments`.
add_lines() {
    local entry
    while IFS= read -r entry || [[ -n $entry ]]; do
        entry=${entry%$'\r'}
        if [[ -n $entry ]]; then
            arguments+=("$entry")
        fi
    done <<<"$1"
}

# GitHub shows suppressed results as open alerts.
drop_suppressed() {
    if command -v jq >/dev/null; then
        jq -c 'del(.runs[].results[] | select(.suppressions))' "$sarif" >"$sarif.tmp" && mv "$sarif.tmp" "$sarif"
    fi
}

sarif=${INPUT_SARIF_FILE:-$RUNNER_TEMP/deem.sarif}
if [[ $sarif == *[$'\r\n']* ]]; then
    fail "\`sarif-file\` has a line break"
fi

deem=$INPUT_BINARY
if [[ -z $deem ]]; then
    build
fi
told=$("$deem" --version) || fail "\`$deem\` does not run"
if [[ -n $INPUT_VERSION && $told != "deem $INPUT_VERSION" ]]; then
    fail "version \`$INPUT_VERSION\` is expected, and this is \`$told\`"
fi

find_since
arguments=(check --format github --output "sarif=$sarif" --fail-on "$INPUT_FAIL_ON")
if [[ -n $since ]]; then
    arguments+=(--since "$since")
fi
add_lines "$INPUT_ARGS"
arguments+=(--)
add_lines "$INPUT_PATH"

rm -f -- "$sarif" || fail "\`$sarif\` cannot be replaced"
code=0
"$deem" "${arguments[@]}" || code=$?
if [[ -f $sarif ]]; then
    drop_suppressed
    printf 'sarif-file=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
fi
finish "$code"
