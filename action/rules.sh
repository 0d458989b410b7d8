#!/usr/bin/env bash
# Takes what a run is judged by (policy, frameworks of one's own, baseline) from the default branch, whatever is checked
# out: a pull request must not choose the rules that it is assessed by.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset HEROKU_API_KEY
going || exit 0

branch=${DEFAULT_BRANCH:-}
archive=$FOLDER/rules.tar.gz
mkdir "$FOLDER/rules"
if ! gh api "repos/$GITHUB_REPOSITORY/tarball/$branch" >"$archive" 2>"$FOLDER/gh.log"; then
  problem "The rules could not be read from the default branch${branch:+ $branch}; the job needs the permission contents: read. GitHub said:
$(tail -n 5 "$FOLDER/gh.log")"
elif ! tar -xzf "$archive" --strip-components 1 -C "$FOLDER/rules" 2>>"$FOLDER/gh.log"; then
  problem "What GitHub sent for the default branch${branch:+ $branch} is no archive."
else
  # A policy may name files of its own repository; this says where that begins.
  git init --quiet "$FOLDER/rules"
fi
rm -f "$archive"
