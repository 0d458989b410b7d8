#!/usr/bin/env bash
# Keeps one issue open while something is: opened or updated with the report, closed with a comment when the check
# ends with 0, which tolerates what the threshold does. It is found by its label, its marker and its author.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset HEROKU_API_KEY
code=$(cat "$FOLDER/exit-code")
[ "$code" != skipped ] || exit 0

export MARKER="<!-- heroku-compliance: $KEY -->"
body=$FOLDER/issue.md
{ printf '%s\n' "$MARKER"; cat "$FOLDER/report.md"; } >"$body"

# shellcheck disable=SC2016 # GraphQL's variables
query='query($owner: String!, $name: String!, $endCursor: String) {
  repository(owner: $owner, name: $name) {
    issues(first: 100, after: $endCursor, states: OPEN, labels: ["heroku-compliance"]) {
      nodes { number body viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    }
  }
}'
mine='.data.repository.issues.nodes[] | select(.viewerDidAuthor and (.body | startswith(env.MARKER))) | .number'

keep_issue() {
  local found issues=repos/$GITHUB_REPOSITORY/issues
  found=$(gh api graphql --paginate -f query="$query" -f owner="${GITHUB_REPOSITORY%%/*}" \
    -f name="${GITHUB_REPOSITORY#*/}" --jq "$mine") || return
  found=${found%%$'\n'*}
  if [ "$code" = 0 ] && [ -n "$found" ]; then
    gh api --silent --method POST "$issues/$found/comments" -F "body=@$FOLDER/report.md" &&
      gh api --silent --method PATCH "$issues/$found" -f state=closed -f state_reason=completed
  elif [ "$code" != 0 ] && [ -n "$found" ]; then
    gh api --silent --method PATCH "$issues/$found" -F "body=@$body"
  elif [ "$code" != 0 ]; then
    gh api --silent --method POST "$issues" -f "title=Compliance of ${SCOPE/=/ }" -F "body=@$body" \
      -f 'labels[]=heroku-compliance'
  fi
}
keep_issue >/dev/null 2>"$FOLDER/gh.log" ||
  annotate notice 'No issue could be kept' "The job needs the permission issues: write. GitHub said: $(tail -n 5 "$FOLDER/gh.log")"
