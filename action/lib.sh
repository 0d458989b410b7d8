# shellcheck shell=bash
# What the steps of action.yml share. They hand on files in FOLDER:
#   problem.txt   why the check couldn't run (exit code 2)
#   skipped.txt   why nothing was assessed, although nothing is wrong
#   exit-code     what the job ends with; "skipped" if nothing was assessed
set -euo pipefail

# An error that nobody expected is no verdict: 1 would mean that something fails.
trap '[ $? -eq 0 ] || exit 2' EXIT

# output NAME VALUE: an output of the step, which is one line.
output() {
  printf '%s=%s\n' "$1" "$(one_line <<<"$2")" >>"$GITHUB_OUTPUT"
}

# The first line of stdin, without control characters.
one_line() {
  head -n 1 | tr -d '\000-\037\177'
}

# The Heroku CLI that install.sh installed. Its plugins and settings are beside it, and so is what it tells git: the job's
# own home stays as it is.
heroku() {
  HEROKU_CACHE_DIR=$TOOLS/cache HEROKU_CONFIG_DIR=$TOOLS/config HEROKU_DATA_DIR=$TOOLS/data \
    GIT_CONFIG_GLOBAL=$TOOLS/gitconfig HEROKU_DISABLE_AUTOUPDATE=1 \
    "$TOOLS/node_modules/.bin/heroku" "$@"
}

# Lines of stdin as they may be logged: with a prefix, so that none of them is a command to the runner.
logged() {
  sed 's/^/| /'
}

# The items of a list with commas or lines between them.
items() {
  tr ',' '\n' <<<"$1" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d'
}

# What is assessed, as a heading ends: ": app my-app".
subject() {
  printf '%s' "${SCOPE:+: ${SCOPE/=/ }}"
}

# Notes why the check can't run. The steps that follow look for that note.
problem() {
  printf '%s\n' "$1" >>"$FOLDER/problem.txt"
}

# Whether there is anything left to do before the report.
going() {
  [ ! -e "$FOLDER/problem.txt" ] && [ ! -e "$FOLDER/skipped.txt" ]
}

# An annotation of the job: annotate notice|error TITLE TEXT, where the text may hold anything.
annotate() {
  local text=$3
  text=${text//'%'/'%25'}
  text=${text//$'\r'/'%0D'}
  text=${text//$'\n'/'%0A'}
  printf '::%s title=%s::%s\n' "$1" "$2" "$text"
}
