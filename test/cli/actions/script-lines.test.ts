import assert from 'node:assert/strict'

import {readScript} from '../../../src/cli/actions/script-lines.js'

const names = {
  isCommand: (name: string) => name.includes(':') || name === 'ps',
  isHarmless: (name: string) => name === 'whoami' || name === 'apps:info',
}
const read = (script: string) => readScript(script, names)
const linesOf = (script: string) => {
  const {commands, problems} = read(script)
  assert.deepEqual(problems, [])
  return commands.map(({words}) => words.join(' '))
}
const problemOf = (script: string) => {
  const [problem, ...others] = read(script).problems
  assert.deepEqual(others, [])
  return problem?.text
}

describe('a script of Heroku commands', () => {
  it('passes over what only sets it up', () => {
    const script = `#!/bin/sh
# attaches a database
set -eu
: "\${DRAIN:?set it to the address}"
echo "going" >&2
APP='badge demo'
if [ "$(heroku whoami)" != "ann@example.com" ]; then
  echo "another account" >&2
  exit 1
fi
[ "$(date +%s)" -lt 1 ] || { echo old; exit 1; }
command -v heroku >/dev/null || exit 1
heroku addons:attach db \\
  -a web # done

exit 0
rm -rf /
`
    const {commands, problems} = read(script)
    assert.deepEqual(problems, [])
    assert.deepEqual(commands, [{line: 13, words: ['addons:attach', 'db', '-a', 'web']}])
  })

  it('takes commands without the word heroku, and several on a line', () => {
    assert.deepEqual(linesOf('addons:attach db -a web; heroku ps -a web\nps'), [
      'addons:attach db -a web',
      'ps -a web',
      'ps',
    ])
  })

  for (const [what, script, words] of [
    ['a value that the script gives', 'A=web\nps:x -a $A --b="${A}s"', 'ps:x -a web --b=webs'],
    ['a value that it does not give', 'ps:x -a $A', 'ps:x -a $A'],
    ['a value of several words', "A='b c'\nps:x $A", 'ps:x $A'],
    ['a value that a condition decides', 'A=b\nif true; then A=c; fi\nps:x $A', 'ps:x $A'],
    ['a value that a program gives', 'A=$(date)\nps:x $A', 'ps:x $A'],
    ['a part of a word', 'ps:x https://$HOST/logs', 'ps:x $HOST'],
    ['the value of a flag', 'ps:x --url=https://$HOST/logs web=$N', 'ps:x --url=$HOST web=$N'],
    ['a name in quotes', "ps:x '$A'", 'ps:x $A'],
  ] as const)
    it(`has ${what}`, () => assert.deepEqual(linesOf(script), [words]))

  it('has the app of HEROKU_APP, exported or set for one command', () => {
    const {commands} = read(
      'HEROKU_APP=one ps:x\nHEROKU_APP=two\nps:x\nexport HEROKU_APP\nps:x\nexport HEROKU_APP=3\nps:x',
    )
    assert.deepEqual(
      commands.map(({app}) => app),
      ['one', undefined, 'two', '3'],
    )
  })

  for (const [script, problem] of [
    ['git push heroku main', 'git is no command of the Heroku CLI'],
    ['$A b', "the command begins with a word that isn't known"],
    ["ps:x 'b", 'the command has an open quote'],
    ['ps:x | cat', undefined],
    ['ps:x || true', 'the command is joined to another command; put each on a line of its own'],
    ['true && ps:x', 'the command is joined to another command; put each on a line of its own'],
    ['if true; then ps:x; fi', 'the command runs only under a condition'],
    ['ps:x > out', "the command has its output redirected, which isn't read"],
    ['ps:x $(date)', "the command has a substitution, whose text isn't known"],
    ['A=$(heroku ps:x)', 'ps:x stands within a substitution'],
    ['echo "$(rm -rf /)"', 'rm is no command of the Heroku CLI'],
    ['command rm', 'command is no command of the Heroku CLI'],
    ['(ps:x)', undefined],
    ['f() { ps:x; }', undefined],
  ] as const)
    it(`has a line that can't be read: ${script}`, () => {
      const {commands, problems} = read(script)
      assert.ok(problems.length > 0)
      if (problem !== undefined) assert.equal(problemOf(script), problem)
      assert.deepEqual(commands, [])
    })

  it('passes over what only looks, wherever it stands', () => {
    assert.deepEqual(linesOf('if apps:info; then echo yes; fi\napps:info >/dev/null || exit 1'), [])
    assert.deepEqual(linesOf('apps:info > file'), ['apps:info'])
  })

  it('knows the app of HEROKU_APP where its value is known', () => {
    const appsOf = (script: string) => read(script).commands.map(({app}) => app)
    assert.deepEqual(appsOf('HEROKU_APP=web heroku ps:scale a=1'), ['web'])
    assert.deepEqual(appsOf('A=web\nHEROKU_APP=$A heroku ps:scale a=1'), ['web'])
    assert.deepEqual(appsOf('HEROKU_APP=$A heroku ps:scale a=1'), [null])
    assert.deepEqual(appsOf('export HEROKU_APP=$A\nheroku ps:scale a=1'), [null])
    assert.deepEqual(appsOf('heroku ps:scale HEROKU_APP=web'), [undefined])
  })

  it("doesn't take what is made of a variable for its value", () => {
    assert.deepEqual(linesOf('A=pay-web\nheroku ps:scale x=1 -a ${A%-web}'), ['ps:scale x=1 -a $A%-web'])
    assert.deepEqual(linesOf('A=pay\nheroku ps:scale x=1 -a "${A:+other}"'), ['ps:scale x=1 -a $A:+other'])
    assert.deepEqual(linesOf('A=pay\nheroku ps:scale x=1 -a ${A:?} -r "${A:-b}"'), ['ps:scale x=1 -a pay -r pay'])
  })

  it('keeps a short flag with an unknown value a flag', () => {
    assert.deepEqual(linesOf('heroku ps:scale x=1 -a$APP'), ['ps:scale x=1 -a$APP'])
  })

  it('looks into what is substituted in a command that changes nothing', () => {
    const text = 'addons:destroy stands within a substitution'
    assert.equal(problemOf('A=$(heroku addons:destroy db) heroku apps:info'), text)
    assert.equal(problemOf('heroku apps:info -a $(heroku addons:destroy db) && true'), text)
  })
})
