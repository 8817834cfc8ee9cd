#!/usr/bin/env bash
# Measures the history engine and `git log -c --raw` over the same folder of the same clone, in turn.
#
#   benches/history.sh REPOSITORY FOLDER [REPETITIONS]    5 by default; needs Linux, bash, coreutils, git, cargo
#   benches/history.sh synthetic COMMITS [REPETITIONS]    on a generated repository; a record for 100 commits
#
# EXTENSION chooses the files, `.md` by default. The first run of each is thrown away, so that files are in memory.
# Both use a commit-graph where the repository has one; a fresh clone has none.
set -euo pipefail

usage="usage: ${0##*/} REPOSITORY FOLDER [REPETITIONS] | synthetic COMMITS [REPETITIONS]"
[[ $# -ge 2 ]] || { echo "$usage" >&2; exit 2; }
repetitions=${3:-5}
[[ $repetitions =~ ^[1-9][0-9]*$ ]] || { echo "$usage" >&2; exit 2; }
top=$(cd "$(dirname "$0")/.." && pwd)
target=$(cd "$top" && realpath "${CARGO_TARGET_DIR:-target}")
cargo build --quiet --release --manifest-path "$top/Cargo.toml" --example history
engine=$target/release/examples/history
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Commits on 40 modules; every seventh is a merge of a branch; every fortieth touches a record.
synthetic() {
    awk -v commits="$1" '
        function head(parent, other) {
            mark++
            printf "commit refs/heads/main\nmark :%d\n", mark
            printf "committer P%d <p%d@example.com> %d +0000\ndata 2\nx\n", mark % 90, mark % 90, 1500000000 + mark * 600
            if (parent) printf "from :%d\n", parent
            if (other) printf "merge :%d\n", other
        }
        function file(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
        function work() {
            file("src/m" mark % 40 "/d" int(mark / 40) % 8 "/f" mark % 37 ".c", "int x = " mark ";\n")
            if (mark % 40 == 0) {
                record = mark % 100 < 50 ? int(mark / 100) + 1 : int(mark * 7 % (mark / 100)) + 1
                text = ""
                for (line = 0; line < 20; line++) text = text "record " record " says " line "\n"
                file("docs/decisions/" sprintf("%05d", record) "-x.md", text "Status: proposed\nlast " mark "\n")
            }
        }
        BEGIN {
            while (mark < commits) {
                last = mark
                if (mark % 7 == 3) {
                    head(last > 5 ? last - 3 : last); work(); side = mark
                    head(last, side)
                    file("src/merged", "merge " mark "\n")
                } else { head(last); work() }
            }
        }'
}

if [[ $1 == synthetic ]]; then
    git init --quiet --bare "$work/repository"
    synthetic "$2" | git -C "$work/repository" -c core.commitGraph=false fast-import --quiet --force
    git -C "$work/repository" symbolic-ref HEAD refs/heads/main
    git -C "$work/repository" repack -qad
    repository=$work/repository folder=docs/decisions
else
    repository=$1 folder=$2
fi

declare -A cases=(
    [git-log]="git -C $repository log -c --raw -- $folder"
    [plain]="$engine $repository plain $folder ${EXTENSION:-.md}"
    [dates]="$engine $repository dates $folder ${EXTENSION:-.md}"
    [all]="$engine $repository all $folder ${EXTENSION:-.md}"
)
order=(git-log plain dates all)
for round in $(seq 0 "$repetitions"); do
    for name in "${order[@]}"; do
        read -ra command <<<"${cases[$name]}"
        before=$(date +%s%N)
        "${command[@]}" >"$work/out"
        [[ $round == 0 ]] || echo $((($(date +%s%N) - before) / 1000)) >>"$work/$name"
    done
done

echo "$(git -C "$repository" rev-list --count HEAD) commits, $(wc -l <"$work/out") records"
base=$(sort -n "$work/git-log" | sed -n "$(((repetitions + 1) / 2))p")
for name in "${order[@]}"; do
    sort -n "$work/$name" | awk -v name="$name" -v base="$base" '
        { runs[NR] = $1 }
        END {
            median = runs[int((NR + 1) / 2)]
            printf "%-8s least %8.1f ms   median %8.1f ms   %5.2f of git log\n", name, runs[1] / 1000, median / 1000, median / base
        }'
done
