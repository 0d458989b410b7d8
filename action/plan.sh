#!/usr/bin/env bash
# Decides what is assessed, with which versions, and where files go.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scopes=()
[ -z "$APP" ] || scopes+=("app=$APP")
[ -z "$TEAM" ] || scopes+=("team=$TEAM")
[ -z "$SPACE" ] || scopes+=("space=$SPACE")
[ -z "$PIPELINE" ] || scopes+=("pipeline=$PIPELINE")
scope=${scopes[0]:-}

# Comments, artifacts and alerts of two uses of this action are told apart by what they assess.
key=$(printf '%s' "$scope $FRAMEWORKS" | tr -cs 'A-Za-z0-9._' '-')
key=${key#-}
key=${key%-}
FOLDER=$RUNNER_TEMP/heroku-compliance/$key
rm -rf "$FOLDER"
mkdir -p "$FOLDER/reports"

# What names a file names it on the default branch, so that no pull request can bring its own.
in_repository() {
  case $1 in
    [/~]* | ?:* | *\\* | .. | ../* | */.. | */../*) problem "$2 must be a path in the repository, not $1." ;;
  esac
}
in_repository "$POLICY" 'The input policy'
in_repository "$BASELINE" 'The input baseline'
while IFS= read -r framework; do
  in_repository "$framework" 'A file in the input frameworks'
done < <(items "$FRAMEWORKS")

if [ ${#scopes[@]} -ne 1 ]; then
  problem "Give exactly one of the inputs app, team, space and pipeline; ${#scopes[@]} were given."
elif [ "$HAS_API_KEY" != true ]; then
  if [ -n "$PULL_REQUEST" ] && [ "$HEAD_REPOSITORY" != "$GITHUB_REPOSITORY" ]; then
    source="a fork"
  elif [ -n "$PULL_REQUEST" ] && [ "$GITHUB_ACTOR" = 'dependabot[bot]' ]; then
    source="Dependabot"
  else
    source=
    problem "The input api-key is empty. Create a token (heroku authorizations:create), save it as the secret HEROKU_API_KEY, and pass it: api-key: \${{ secrets.HEROKU_API_KEY }}"
  fi
  [ -z "$source" ] || cat >"$FOLDER/skipped.txt" <<TEXT
Nothing was assessed: this pull request comes from $source, and GitHub gives such a run no secrets. The input \`api-key\` is missing.

This is neither a pass nor a failure. A pull request changes nothing on Heroku, so the last run on the default branch says how things stand. To assess it here, somebody who may push to this repository pushes the branch to it.
TEXT
fi

[ -n "$PLUGIN_VERSION" ] ||
  PLUGIN_VERSION=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$GITHUB_ACTION_PATH/package.json")
case $PLUGIN_VERSION in
  file:*) plugin=$PLUGIN_VERSION ;;
  *) plugin=heroku-compliance@$PLUGIN_VERSION ;;
esac
versions=$(printf '%s' "cli-$CLI_VERSION-plugin-$PLUGIN_VERSION" | tr -cs 'A-Za-z0-9._-' '-')
old_node='process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'

output folder "$FOLDER"
output key "$key"
output scope "$scope"
output plugin "$plugin"
output tools "$RUNNER_TEMP/heroku-compliance/tools-$versions"
output cache-key "heroku-compliance-${RUNNER_OS:-}-${RUNNER_ARCH:-}-$versions"
if going; then
  output install true
  node -e "$old_node" 2>/dev/null || output node missing
fi
