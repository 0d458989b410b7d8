#!/usr/bin/env bash
# Installs the Heroku CLI and the plugin into a folder of their own: no sudo, no scripts of packages, no token.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset HEROKU_API_KEY GH_TOKEN GITHUB_TOKEN

# Written last, so a folder that has it is whole.
[ ! -e "$TOOLS/complete" ] || exit 0

install_tools() {
  rm -rf "$TOOLS" && mkdir -p "$TOOLS" && cd "$TOOLS" &&
    npm install --prefix "$TOOLS" --no-audit --no-fund "heroku@$CLI_VERSION" &&
    heroku plugins:install "$PLUGIN"
}
export npm_config_ignore_scripts=true
if install_tools >"$FOLDER/install.log" 2>&1; then
  touch "$TOOLS/complete"
  output installed true
else
  problem "heroku@$CLI_VERSION and $PLUGIN could not be installed. The last lines of npm and the Heroku CLI:
$(tail -n 20 "$FOLDER/install.log")"
fi
