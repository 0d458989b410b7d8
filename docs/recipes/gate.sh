#!/bin/sh
# A gate in Heroku CI and in the release phase: with any code but 0 the tests, or the release, fail.
# The dyno needs the buildpack https://github.com/heroku/heroku-buildpack-cli and the config var HEROKU_API_KEY.
heroku plugins:install heroku-compliance >&2 || exit 2
exec heroku compliance:check --app "${COMPLIANCE_APP:-$HEROKU_APP_NAME}" --show fail,unknown
