import assert from 'node:assert/strict'

import {recordedCommand} from '../../src/catalog/host-commands.js'
import {shownCommand} from '../../src/changes/shown-command.js'
import {shellWords} from '../../src/parsing/shell-script.js'

function shown(line: string): string {
  const [name = '', ...argv] = shellWords(line) ?? []
  const definition = recordedCommand(name)
  assert.ok(definition)
  return shownCommand(definition, argv)
}

describe('a command as it is shown', () => {
  for (const [line, expected] of [
    ['addons:attach db -a web --as LEDGER', 'heroku addons:attach db -a web --as LEDGER'],
    [
      'drains:add https://user:pw@logs.example.com/x?token=1 -a web',
      'heroku drains:add https://logs.example.com/... -a web',
    ],
    [
      'drains:add syslog+tls://logs.example.com:6514 --app=web',
      'heroku drains:add syslog+tls://logs.example.com:6514 --app=web',
    ],
    ['drains:add https://logs.example.com/ -a web', 'heroku drains:add https://logs.example.com -a web'],
    [
      'webhooks:add -a web -i api:build -l notify -u https://h.example.com/SECRET -s SECRET -t SECRET',
      'heroku webhooks:add -a web -i api:build -l notify -u https://h.example.com/... -s ... -t ...',
    ],
    [
      'webhooks:add -a web -i api:build -l notify --url=https://h.example.com --secret=SECRET -tSECRET',
      'heroku webhooks:add -a web -i api:build -l notify --url=https://h.example.com --secret=... -t...',
    ],
    [
      `telemetry:add https://t.example.com --headers '{"k":"SECRET"}' -a web`,
      'heroku telemetry:add https://t.example.com --headers ... -a web',
    ],
    ['config:set KEY=SECRET OTHER=SECRET -a web', 'heroku config:set KEY=... OTHER=... -a web'],
    ['ps:scale web=2:standard-1x -a web', 'heroku ps:scale web=2:standard-1x -a web'],
    ['run -a web -- echo SECRET', 'heroku run -a web ... ... ...'],
    ['addons:create user:SECRET@thing -a web', 'heroku addons:create ... -a web'],
    ['addons:create x:y -a web -- --key SECRET', 'heroku addons:create x:y -a web -- --key ...'],
    ["access:add 'a b' -a '$APP'", "heroku access:add 'a b' -a $APP"],
    ["access:add 'a\u001B[31m' -a web", "heroku access:add 'a\uFFFD[31m' -a web"],
  ] as const)
    it(`hides what may be secret: ${line.slice(0, 60)}`, () => {
      assert.equal(shown(line), expected)
      assert.doesNotMatch(shown(line), /SECRET|pw/)
    })
})
