#!/usr/bin/env bash
# Measures deem, and adrs where it is installed, on the same generated corpora in one run.
#
#   benches/compare.sh [REPETITIONS]     10 by default; needs Linux, bash, coreutils and cargo
#   ADRS=/path/to/adrs benches/compare.sh
#
# adrs is not installed by this script: cargo install adrs --version '^0.13' --locked
set -euo pipefail

repetitions=${1:-10}
[[ $repetitions =~ ^[1-9][0-9]*$ ]] || { echo "usage: ${0##*/} [REPETITIONS]" >&2; exit 2; }
top=$(cd "$(dirname "$0")/.." && pwd)
target=$(cd "$top" && realpath "${CARGO_TARGET_DIR:-target}")
cargo build --quiet --release --manifest-path "$top/Cargo.toml" --bin deem --example generate
adrs=$(type -P "${ADRS:-adrs}" || true)
gnu_time=$(type -P time || true)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ln -s "$target/release/deem" deem
ln -s "$target/release/examples/generate" generate
[[ -z $adrs ]] || ln -s "$(realpath "$adrs")" adrs

./generate kinds 10000 kinds
for size in 500 5000 50000; do
    ./generate nygard "$size" "nygard-$size"
done
./generate nygard 5000 both
./generate madr4 5000 both

declare -A commands=(
    [check]='./deem -C both check --no-history'
    [check-500]='./deem -C nygard-500 check --no-history'
    [check-5000]='./deem -C nygard-5000 check --no-history'
    [check-50000]='./deem -C nygard-50000 check --no-history'
    # All seven kinds with their schemas, some sixty nodes of frontmatter each.
    [check-kinds]='./deem -C kinds check --no-history'
    [list-500]='./deem -C nygard-500 list'
    [list-5000]='./deem -C nygard-5000 list'
    [list-50000]='./deem -C nygard-50000 list'
    # Nygard only: adrs 0.13 refuses MADR 4 frontmatter without a key `number`, which MADR does not have.
    [adrs-check-5000]='./adrs -C nygard-5000 doctor'
    [adrs-list-5000]='./adrs -C nygard-5000 list'
)
cases=(check check-kinds check-500 check-5000 check-50000 list-500 list-5000 list-50000)
[[ -z $adrs ]] || cases+=(adrs-check-5000 adrs-list-5000)

# Runs a case once and notes milliseconds of processor time (user and system, all threads) and of wall
# time. Findings make an exit code of 1, which is no failure here.
measure() {
    local user system wall
    local TIMEFORMAT='%3U %3S %3R'
    { time eval "${commands[$1]}" >"$1.out" 2>&1; } 2>time || true
    read -r user system wall <time
    user=${user//[.,]/} system=${system//[.,]/} wall=${wall//[.,]/}
    echo "$((10#$user + 10#$system))" >>"$1.cpu"
    echo "$((10#$wall))" >>"$1.wall"
}

# The largest resident set, in KiB, of one more run of a case.
peak() {
    local command=${commands[$1]} key value rest most=0
    if [[ -n $gnu_time ]]; then
        # shellcheck disable=SC2086 # the words of the command
        "$gnu_time" -f %M -o peak $command >/dev/null 2>&1 || true
        tail -n 1 peak
        return
    fi
    # The kernel's own account, asked for as long as the process lives.
    eval "exec $command" >/dev/null 2>&1 &
    while [[ -r /proc/$!/status ]]; do
        while read -r key value rest; do
            [[ $key != VmHWM: ]] || most=$value
        done 2>/dev/null <"/proc/$!/status" || true
        kill -0 $! 2>/dev/null || break
    done
    wait $! || true
    echo "$most"
}

# The number in the middle of a file of numbers, and the least.
median() { sort -n "$1" | sed -n "$(((repetitions + 1) / 2))p"; }
least() { sort -n "$1" | head -n 1; }
# Milliseconds as seconds.
seconds() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }
# A quotient with two decimals.
ratio() { printf '%d.%02d' $(($1 * 100 / $2 / 100)) $(($1 * 100 / $2 % 100)); }

for ((round = 1; round <= repetitions; round++)); do
    for name in "${cases[@]}"; do
        measure "$name"
    done
done

echo "$(nproc) cores, $repetitions rounds, $(./deem --version)$([[ -z $adrs ]] || echo ", $(./adrs --version)")"
printf '%-16s %9s %9s %9s %9s %10s\n' case cpu-min cpu-med wall-min wall-med peak-MiB
for name in "${cases[@]}"; do
    printf '%-16s %9s %9s %9s %9s %10d\n' "$name" \
        "$(seconds "$(least "$name.cpu")")" "$(seconds "$(median "$name.cpu")")" \
        "$(seconds "$(least "$name.wall")")" "$(seconds "$(median "$name.wall")")" \
        $(($(peak "$name") / 1024))
done

if [[ -n $adrs ]]; then
    echo
    for name in check-5000 list-5000; do
        echo "$name: adrs takes $(ratio "$(least "adrs-$name.cpu")" "$(least "$name.cpu")") times the processor time of deem"
    done
fi
echo
for name in check list; do
    for size in 5000 50000; do
        echo "$name: $size records cost $(ratio "$(least "$name-$size.cpu")" "$(least "$name-$((size / 10)).cpu")") times $((size / 10))"
    done
done
