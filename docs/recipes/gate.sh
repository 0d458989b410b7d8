#!/bin/sh
# A gate in Heroku CI and in the release phase: with any code but 0 the tests, or the release, fail.
# Copy it to bin/gate.sh and commit it with compliance.yml, which heroku compliance:init drafts. The dyno needs the
# buildpack https://github.com/heroku/heroku-buildpack-cli and the config var HEROKU_API_KEY.
# A dyno has no branch but the one that it was built from. Set COMPLIANCE_POLICY to the SHA-256 of the policy on the
# protected branch (sha256 of heroku compliance:check --show-policy --json), so that no other policy is judged by. A branch can
# change this file as well: what holds a pull request is docs/recipes/github-actions.yml.
(unset HEROKU_API_KEY && heroku plugins:install heroku-compliance@0.1.0 >&2) || exit 2
exec heroku compliance:check --app "${COMPLIANCE_APP:-$HEROKU_APP_NAME}" --framework baseline --framework sparc \
  --policy compliance.yml ${COMPLIANCE_POLICY:+--expect-policy "$COMPLIANCE_POLICY"} --show fail,unknown
