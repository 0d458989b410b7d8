#!/bin/sh
# Evidence of every night, each bundle signed and following the last: sh nightly.sh TEAM KEY PUBLIC FOLDER
set -u
team=$1 key=$2 public=$3
cd "$4" || exit 2
today="evidence-$(date -u +%Y-%m-%d).zip"
[ ! -e "$today" ] || exit 0
last=
for bundle in evidence-*.zip; do [ ! -e "$bundle" ] || last=$bundle; done
heroku compliance:evidence --team "$team" --releases --fail-on never --sign "$key" ${last:+--previous "$last"} --output "$today" || exit
exec heroku compliance:evidence:verify "$today" --key "$public" ${last:+--previous "$last"}
