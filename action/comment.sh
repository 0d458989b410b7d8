#!/usr/bin/env bash
# Keeps one comment on the pull request: the one that has this use's marker and was written by this token's account.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset HEROKU_API_KEY
[ -n "$PULL_REQUEST" ] || exit 0

export MARKER="<!-- heroku-compliance: $KEY -->"
body=$FOLDER/comment.md
{ printf '%s\n' "$MARKER"; cat "$FOLDER/report.md"; } >"$body"

# shellcheck disable=SC2016 # GraphQL's variables
query='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $endCursor) {
        nodes { databaseId body viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}'
mine='.data.repository.pullRequest.comments.nodes[]
  | select(.viewerDidAuthor and (.body | startswith(env.MARKER))) | .databaseId'

comment() {
  local found
  found=$(gh api graphql --paginate -f query="$query" -f owner="${GITHUB_REPOSITORY%%/*}" \
    -f name="${GITHUB_REPOSITORY#*/}" -F number="$PULL_REQUEST" --jq "$mine") || return
  if [ -n "$found" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${found%%$'\n'*}" -F "body=@$body"
  else
    gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F "body=@$body"
  fi
}
comment >/dev/null 2>"$FOLDER/gh.log" ||
  annotate notice 'No comment on the pull request' "The job needs the permission pull-requests: write, which a pull request from a fork never has. The job's summary says the same as the comment. GitHub said: $(tail -n 5 "$FOLDER/gh.log")"
