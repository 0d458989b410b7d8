import assert from 'node:assert/strict'
import path from 'node:path'

import type {Files} from '../../src/guard/policy-nearby.js'

import {guardHint, policyFileFor} from '../../src/guard/policy-nearby.js'

/** Files by their paths; a folder such as `/repo/.git` is one of them. */
const filesOf = (texts: Readonly<Record<string, string>>): Files => ({
  exists: file => Object.hasOwn(texts, file),
  folderOf: file => path.posix.dirname(file),
  join: (folder, name) => path.posix.join(folder, name),
  read(file) {
    const text = texts[file]
    if (text === undefined) throw new Error('EACCES')
    return text
  },
})

describe('the policy of a folder', () => {
  const find = (folder: string, ...files: readonly string[]) =>
    policyFileFor(folder, '/home/ann', filesOf(Object.fromEntries(files.map(file => [file, '']))))

  it('is that of the folder itself, or of the nearest above it', () => {
    assert.equal(find('/repo/a/b', '/repo/a/b/compliance.yml', '/repo/compliance.yml'), '/repo/a/b/compliance.yml')
    assert.equal(find('/repo/a/b', '/repo/a/compliance.yml', '/repo/compliance.yml'), '/repo/a/compliance.yml')
  })

  it('is in the repository', () => {
    assert.equal(find('/repo/a', '/repo/.git', '/repo/compliance.yml'), '/repo/compliance.yml')
    assert.equal(find('/repo/a', '/repo/.git', '/compliance.yml'), undefined)
  })

  it('is in the home folder at most', () => {
    assert.equal(find('/home/ann/a', '/home/ann/compliance.yml'), '/home/ann/compliance.yml')
    assert.equal(find('/home/ann/a', '/home/compliance.yml'), undefined)
  })

  it('is at the root at most', () => {
    assert.equal(find('/srv/a', '/compliance.yml'), '/compliance.yml')
    assert.equal(find('/srv/a'), undefined)
  })
})

describe('what the text of a policy tells of its guard', () => {
  const hint = (texts: Readonly<Record<string, string>> | string) =>
    guardHint('/repo/compliance.yml', filesOf(typeof texts === 'string' ? {'/repo/compliance.yml': texts} : texts))
  const extending = (list: string, base: string, name = 'base.yml') =>
    hint({'/repo/compliance.yml': `version: 1\nextends: ${list}\nlimits: {admins: 2}\n`, [`/repo/${name}`]: base})

  for (const text of [
    'version: 1\nguard:\n  level: hold\n',
    'version: 1\n"guard": {"level": "hold"}\n',
    "{version: 1, note: 'a #b', guard: {level: &level hold}}",
    'version: 1\nguard:\n  level: # stops\n    hold\n',
    'version: 1\nguard:\n  # level: refuse\n  level: !!str hold\n',
    'version: 1\nanswers:\n  - reason: "level: advise"\nguard:\n  level: hold\n',
  ])
    it(`is its level: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(hint(text), {level: 'hold', mayBeGuarded: true, mayNameCommands: false})
    })

  it('is nothing where the word is not there, or only in a comment', () => {
    for (const text of ['version: 1\n', 'version: 1\n# guard: {level: refuse}\n  # extends: [x.yml]\n'])
      assert.deepEqual(hint(text), {level: 'advise', mayBeGuarded: false, mayNameCommands: false})
  })

  it('is that commands are named', () => {
    assert.equal(hint('version: 1\nguard: {commands: [pg:*]}\n').mayNameCommands, true)
  })

  it('is what a misspelled level can only mean, and the strictest otherwise', () => {
    const levels = ['advice', 'Hold', 'refused', 'block', 'refuse'].map(
      word => hint(`version: 1\nguard: {level: ${word}}\n`).level,
    )
    assert.deepEqual(levels, ['advise', 'hold', 'refuse', 'refuse', 'refuse'])
  })

  for (const list of ['[base.yml]', '\n- base.yml', '\n  - "base.yml"', "['./base.yml', other.yml]", '["base.yml"]'])
    it(`is found in files that it extends: ${JSON.stringify(list)}`, () => {
      assert.deepEqual(extending(list, 'version: 1\nguard: {level: refuse}\n'), {
        level: 'refuse',
        mayBeGuarded: true,
        mayNameCommands: false,
      })
      assert.equal(extending(list, 'version: 1\n').mayBeGuarded, false)
    })

  it('may be anything where a file that it extends is not found by its name', () => {
    assert.deepEqual(extending('[my base.yml]', 'version: 1\n', 'my base.yml'), {
      level: 'advise',
      mayBeGuarded: true,
      mayNameCommands: true,
    })
  })

  it('follows files that extend others, in a circle too', () => {
    const texts = {
      '/repo/a.yml': 'extends: [b.yml]\n',
      '/repo/b.yml': 'extends: [compliance.yml]\nguard: {level: hold}\n',
      '/repo/compliance.yml': 'extends: [a.yml]\n',
    }
    assert.equal(hint(texts).level, 'hold')
  })

  it('reads no more than 32 files, and leaves open what the others say', () => {
    const texts = Object.fromEntries(
      Array.from({length: 40}, (_, index) => [`/repo/${index}.yml`, `extends: [${index + 1}.yml]\n`]),
    )
    assert.equal(hint({...texts, '/repo/compliance.yml': 'extends: [0.yml]\n'}).mayBeGuarded, true)
  })

  it('is that of the file itself, whatever those say that it extends', () => {
    const base = 'guard: {level: refuse}\n'
    assert.equal(
      hint({'/repo/base.yml': base, '/repo/compliance.yml': 'extends: [base.yml]\nguard: {level: advise}\n'}).level,
      'advise',
    )
  })

  it('counts the strictest of those that it extends', () => {
    const texts = {
      '/repo/a.yml': 'guard: {level: refuse}\n',
      '/repo/b.yml': 'guard: {level: hold}\n',
      '/repo/compliance.yml': 'extends: [a.yml, b.yml]\n',
    }
    assert.equal(hint(texts).level, 'refuse')
  })

  it('is nothing of an extended file that cannot be read', () => {
    const files = filesOf({'/repo/compliance.yml': 'extends: [base.yml]\nguard: {}\n'})
    const unreadable: Files = {...files, exists: file => file === '/repo/base.yml' || files.exists(file)}
    assert.equal(guardHint('/repo/compliance.yml', unreadable).level, 'advise')
  })

  it('cannot be told where the policy itself cannot be read', () => {
    assert.throws(() => hint({}), /EACCES/)
  })
})
