#!/usr/bin/env bash
# Runs the check, and writes its report, or why there is none, for the summary, the comment and the issue.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset GH_TOKEN GITHUB_TOKEN
reports=$FOLDER/reports
text=$FOLDER/report.md

# Exit code 2 also for what isn't a code of the check, and where a code has no report.
assess() {
  local code=0 framework format said args=("--$SCOPE" --format=github '--show=fail,unknown')
  while IFS= read -r framework; do
    args+=("--framework=$framework")
  done < <(items "$FRAMEWORKS")
  [ -z "$FAIL_ON" ] || args+=("--fail-on=$FAIL_ON")
  [ -z "$BASELINE" ] || args+=("--baseline=$BASELINE")
  [ "$POLICY" = compliance.yml ] && [ ! -e "$FOLDER/rules/compliance.yml" ] || args+=("--policy=$POLICY")
  for format in html json sarif; do args+=("--output=$reports/report.$format"); done
  cd "$FOLDER/rules" || exit
  heroku compliance:check "${args[@]}" "--output=$text" 2>"$FOLDER/stderr.txt" || code=$?
  # GitHub masks the token in logs, but not in comments.
  said=$(tail -c 20000 "$FOLDER/stderr.txt")
  said=${said//"$HEROKU_API_KEY"/***}
  logged <<<"$said"
  if [[ $code =~ ^[013]$ && -s $text ]]; then
    printf '%s' "$code" >"$FOLDER/exit-code"
  else
    problem "${said:-heroku compliance:check ended with $code and said nothing.}"
  fi
}

! going || assess

if [ -e "$FOLDER/skipped.txt" ]; then
  printf 'skipped' >"$FOLDER/exit-code"
  { printf '## Not assessed%s\n\n' "$(subject)"; cat "$FOLDER/skipped.txt"; } >"$text"
  annotate notice 'Not assessed' "$(cat "$FOLDER/skipped.txt")"
elif [ -e "$FOLDER/problem.txt" ]; then
  printf '2' >"$FOLDER/exit-code"
  {
    printf '## Could not be assessed%s\n\n' "$(subject)"
    printf 'Exit code 2: this is neither a pass nor a failure. What went wrong:\n\n'
    sed 's/^/    /' "$FOLDER/problem.txt"
  } >"$text"
  annotate error 'Exit code 2: could not be assessed' "$(cat "$FOLDER/problem.txt")"
fi
run=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
printf '\n[The run](%s) keeps the page and the report. Policy and baseline are those of the default branch.\n' "$run" >>"$text"
cat "$text" >>"$GITHUB_STEP_SUMMARY"

code=$(cat "$FOLDER/exit-code")
[ "$code" = skipped ] || output exit-code "$code"
output verdict "$(sed -n '1s/^#* *//p' "$text")"
output markdown "$text"
for format in html json sarif; do
  [ ! -s "$reports/report.$format" ] || output "$format" "$reports/report.$format"
done
# Heroku is assessed, not the pull request: alerts belong to the branch.
[ ! -s "$reports/report.sarif" ] || [ -n "$PULL_REQUEST" ] || output code-scanning "$reports/report.sarif"
