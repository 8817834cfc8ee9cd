#!/usr/bin/env bash
# Measures what it costs to compare new records with thousands of branches (rule `number-taken-elsewhere`).
#
#   benches/refs.sh [BRANCHES [RECORDS [EVERY]]]     5000, 200 and 10 by default; needs bash, git and cargo
#
# RECORDS stand on `main`. Each branch of `origin` changes code, and every EVERY-th of them adds a record of its
# own, so that BRANCHES / EVERY different folders are read. One record in the work tree is new.
set -euo pipefail

branches=${1:-5000} records=${2:-200} every=${3:-10}
top=$(cd "$(dirname "$0")/.." && pwd)
cargo build --quiet --release --manifest-path "$top/Cargo.toml" --bin deem
deem=$(cd "$top" && realpath "${CARGO_TARGET_DIR:-target}")/release/deem

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
git init -q -b main .
now=$(date +%s)

# A commit for `git fast-import`: its reference, where it starts, then lines that change files.
commit() {
    printf 'commit %s\ncommitter Ana <ana@example.com> %s +0000\ndata 1\nx\n' "$1" "$now"
    [[ -z $2 ]] || printf 'from %s\n' "$2"
}
file() {
    printf 'M 100644 inline %s\ndata %s\n%s\n' "$1" "${#2}" "$2"
}
record() {
    printf '# %s. Use it\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n' "$1"
}
{
    commit refs/heads/main ''
    for ((i = 1; i <= records; i++)); do
        file "docs/adr/$(printf %04d-r%s.md "$i" "$i")" "$(record "$i")"
    done
    for ((i = 1; i <= branches; i++)); do
        commit "refs/remotes/origin/b$i" refs/heads/main
        file "src/b$((i % 100)).txt" "$i"
        ((i % every)) || file "docs/adr/$(printf %04d-b%s.md "$((records + 2))" "$i")" "$(record "$((records + 2))")"
    done
} | git fast-import --quiet
git pack-refs --all
git reset -q --hard

measure() {
    local name=$1 least='' took
    shift
    for ((i = 0; i < 7; i++)); do
        took=$({ TIMEFORMAT=%R; time "$deem" check --format concise "$@" >out 2>&1 || true; } 2>&1)
        [[ -n $least && ! $took < $least ]] || least=$took
    done
    printf '%-40s %s s\n' "$name" "$least"
}

measure 'nothing new, no history' --no-history
measure 'nothing new'
record $((records + 1)) >"docs/adr/$(printf %04d-new.md $((records + 1)))"
measure 'a new record, no history' --no-history
measure 'a new record, its number free'
record $((records + 2)) >"docs/adr/$(printf %04d-newer.md $((records + 2)))"
measure 'a new record, its number taken'
grep -F 'R028' out
