#!/bin/sh
# Evidence of every night, each bundle signed and following the last, by the policy of the protected branch origin/main:
# sh nightly.sh TEAM KEY PUBLIC FOLDER REPOSITORY, all of them as absolute paths
set -u
team=$1 key=$2 public=$3 repository=$5
cd "$4" || exit 2
today="evidence-$(date -u +%Y-%m-%d).zip"
[ ! -e "$today" ] || exit 0
(unset HEROKU_API_KEY && git -C "$repository" fetch --quiet origin main) || exit 2
git -C "$repository" show origin/main:compliance.yml > compliance.yml || exit 2
# Who decided what, where reviews have logged it.
git -C "$repository" show origin/main:compliance.decisions.jsonl > compliance.decisions.jsonl 2> /dev/null || rm compliance.decisions.jsonl
log=; [ ! -e compliance.decisions.jsonl ] || log=compliance.decisions.jsonl
last=
for bundle in evidence-*.zip; do [ ! -e "$bundle" ] || last=$bundle; done
heroku compliance:evidence --team "$team" --framework baseline --framework sparc --policy compliance.yml --releases \
  --fail-on never --sign "$key" ${last:+--previous "$last"} --output "$today" || exit
exec heroku compliance:evidence:verify "$today" --key "$public" ${last:+--previous "$last"} ${log:+--decisions "$log"}
